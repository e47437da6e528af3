import NIOCore
enum BankDescription { static let document = ByteBuffer(string: "{}") }
