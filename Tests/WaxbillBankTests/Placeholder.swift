import Testing

@testable import WaxbillBank
