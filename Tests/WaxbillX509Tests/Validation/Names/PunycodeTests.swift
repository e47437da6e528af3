import Testing

@testable import WaxbillX509

struct PunycodeTests {
    @Test(
        "RFC 3492, Section 7.1, and names in use",
        arguments: [
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"), ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
            ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
            ("なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("PorquénopuedensimplementehablarenEspañol", "PorqunopuedensimplementehablarenEspaol-fmd56a"),
            ("3年B組金八先生", "3B-ww4c5e180e575a65lsy2b"),
            ("Hello-Another-Way-それぞれの場所", "Hello-Another-Way--fc4qua05auwb3674vfr0b"),
            ("bücher", "bcher-kva"), ("ü", "tda"), ("😜", "628h"), ("abc", "abc-"), ("", ""),
        ])
    func encodes(_ label: String, _ expected: String) {
        #expect(Punycode.encode(Array(label.unicodeScalars)) == expected)
    }

    @Test func longLabels() {
        #expect(Punycode.encode(Array(repeating: "\u{10FFFF}", count: 256)) != nil)
        #expect(Punycode.encode(Array(repeating: "a", count: 257)) == nil)
    }
}
