import ArgumentParser
import NIOPosix
import WaxbillNIO
import WaxbillX509

@main
struct Waxbill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "waxbill", abstract: "TLS in Swift.")
}
