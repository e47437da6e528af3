import Hummingbird
enum ProblemPage { static func response(_ problem: Problem) -> Response { problem.response } }
