import TLSCrypto
import Testing

struct PRFVector: Sendable, CustomTestStringConvertible {
    let prf: PRF
    let secret: String
    let label: String
    let seed: String
    let output: String

    var testDescription: String { "\(self.prf) \(self.output.count / 2) bytes" }
}

extension PRFVector {
    /// The first three were published when the PRFs were new; Python's `hmac` confirms them, and made the others.
    static let all: [PRFVector] = [
        PRFVector(
            prf: .sha256, secret: "9bbe436ba940f017b17652849a71db35", label: "test label",
            seed: "a0ba9f936cda311827a6f796ffd5198c",
            output: """
                e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af
                0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701
                87347b66
                """),
        PRFVector(
            prf: .sha384, secret: "b80b733d6ceefcdc71566ea48e5567df", label: "test label",
            seed: "cd665cf6a8447dd6ff8b27555edb7465",
            output: """
                7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1233c9146a0
                e534cb400fed2700884f9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d918425
                9b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee691c8f3a26854308d5eaa3be85e099070
                3d73e56f
                """),
        PRFVector(
            prf: .md5SHA1,
            secret: """
                abababababababababababababababababababababababababababababababababababababababababababababababab
                """, label: "PRF Testvector",
            seed: """
                cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd
                cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd
                """,
            output: """
                d3d4d1e349b5d515044666d51de32bab258cb521b6b053463e354832fd976754443bcf9a296519bc289abcbc1187e4eb
                d31e602353776c408aafb74cbc85eff69255f9788faa184cbb957a9819d84a5d7eb006eb459d3ae8de9810454b8b2d8f
                1afbc655a8c9a013
                """),
        PRFVector(
            prf: .md5SHA1, secret: "", label: "master secret",
            seed: """
                f97d500747088c813c3c04e09a94b8b91f9d198bf46dbf70d7d60c05fb17603220797b9498e933902b37040c1c9d619b
                2b2bbecec057c39b87fb1f20f528dea9
                """,
            output: "d5"),
        PRFVector(
            prf: .md5SHA1, secret: "ce", label: "key expansion",
            seed: """
                e6b201ad87c2131cae68d94e8467b0ac68959c00dfa9c9e9fb2e61b074d5494b6f86f1482e65d5ffbe66b9eec2c2f32e
                93000f957d194b59e15c38a9f98abf21
                """,
            output: "ab01c01354897ce010efd47d"),
        PRFVector(
            prf: .md5SHA1, secret: "504d6887ba59df", label: "key expansion",
            seed: "",
            output: "48679e662939b8c1be0abd9e5ff3de266d3e733e27e7c4ce46b3694c63dc1dfa"),
        PRFVector(
            prf: .md5SHA1,
            secret: """
                0e724c67f34285b94d00657e68a93c5bcc89afd05a1b3aab0d339fe15ea634a5881cd9b62e879c9ba8f73e8b4d6af798
                """, label: "master secret",
            seed: """
                561c73cbd836676f81371f551865eb494691fe7e7b978494d179dd46c08ab5fdbc79e06d3d7e2b8147716f56bd94795b
                eedf46b241779f9037edc25dd906eeed
                """,
            output: """
                9205472505dba4f24ec63adcdd11766580679d291acbd8d5734f9ed2f5a7d0257bbe3f69410e6c793027affd83d43b77
                """),
        PRFVector(
            prf: .md5SHA1,
            secret: """
                fac74fbb847b2a5fb18a171df138a78e4b480c0967b4d5095ee4e4f20a727e5c24d2cd238e607d8c2ce1f816145e6257
                82ddb75eaa843da70ffe3436b90c2c8a7be65c51a009c8eda5529ed7876a6c499f7d49af95639781f00f46466d4460fd
                37febdc5f411706343aa7254df51757ac1d9ab348c265f0a360286abc44c808d29
                """, label: "master secret",
            seed: """
                dd09bf52a4984a2808b977c87ef0fb5fac4a95b8a460960791c5eab9d619335e5805a980a5090fcdb6bd1afeedcc89fd
                352778629a21f5bc708a1387dfeb66f3
                """,
            output: """
                8e22436f72634364005c85dd6dfb0a559587a4593b341882d9a693febb7a34ef8801f60bd486a007aace0a788e400c6a
                85c7e58d98c8b1b79b86fd9dd34e3df97a
                """),
        PRFVector(
            prf: .sha256, secret: "", label: "master secret",
            seed: """
                61774245006c5c6b5376803970198627be9450fe6ff7cbc210a98c61b148aa130c813931c252803ef89960323c227d77
                1e286b3e8831d89753c73f7e76d34aee
                """,
            output: "ae"),
        PRFVector(
            prf: .sha256, secret: "7a", label: "key expansion",
            seed: """
                fa803970a75f7f622c96438c3f0bc8fe8c8e6eca79cedaf6c7122336772c4f617156fad4af7073ab34ab0326d68e2a0d
                fdc6f4c1f953d6ad8dec26c573d22f60
                """,
            output: "6971a52137a3eb49b860830e"),
        PRFVector(
            prf: .sha256, secret: "cc0b8cb35d8392", label: "key expansion",
            seed: "",
            output: "d1cb5a1c5510da4dafd4c38193107bd1cf04a248df63f77e571e11638caa2d9f"),
        PRFVector(
            prf: .sha256,
            secret: """
                afc83fcc18b907494250b1829e52158c645a771d0cf30e67b7beda344b4ce1f6252a6841f5a070fec3cc4e40637efd02
                """, label: "master secret",
            seed: """
                336d42cc92dae781cb7db804cf19c6f45ccb018f68fa1c0db5c21d51bbf54e27f0a9d71fd523bcc6c65066d3b9963011
                89d33234a1842ac05de04f30e159fdac
                """,
            output: """
                b9b85cac2ee25f5f71dfcb6636e53d36c51ee252adbe4ee473aa735d048ec5b714309a96ad0766b98a09c9c126247b34
                """),
        PRFVector(
            prf: .sha256,
            secret: """
                d775c41cb9dae6c6df5c4c9600eb95a270f9420d6284f04a0b23f66c0bcf3c6091a8be8d1399bd8e604960f6c59d0d4d
                229ed1eaaf1718a18ccede83b3a121199a51a11cfeb43e4ba20bb501f4fc8306cbca5a9e990649006e589ddcce0455fa
                18b5951f547ff4956e5ce91c42c243314331e1a2f22d5961092360f661d2cae0b6
                """, label: "master secret",
            seed: """
                1320254a3c8c0523ff72cbdc2a326326d30ee7a076b11717fc2e7f1f27b39c6bd6f4e1248ad7052d19acf93de73cf835
                71dedf4dcfc24d23068bb29561a1273c
                """,
            output: """
                315700f0dfa632526d34461706c77d65c7db99d9c1c20ee75f815ad2d873ca6ada021361dd3facde1ead55e9bb1226e1
                d3505c56306f8a2710f540350252036eb2
                """),
        PRFVector(
            prf: .sha384, secret: "", label: "master secret",
            seed: """
                8fe4b4aae6c4de184f3fe755555fbb5f105175dc5235cb97ee7dd4ed55ce0278a9a73bc7268c937c63e5c97ff679e78e
                a4130709cbab49a0ebe1e2082eae26e9
                """,
            output: "39"),
        PRFVector(
            prf: .sha384, secret: "cd", label: "key expansion",
            seed: """
                ec8e96009853f5da70490ea46a6b5fb29edbe554257dc8184f51425d55fc9fb6842acaf33f7f15497508f726a4a4e5df
                df64e3ee1f4a531d4fd6053b42472abd
                """,
            output: "31c743337f7f0c91ae317c25"),
        PRFVector(
            prf: .sha384, secret: "186f6d24167534", label: "key expansion",
            seed: "",
            output: "e69d127748dfadcf1a214521a9bef0f44ad7091cd9d483721b238ee5734ca666"),
        PRFVector(
            prf: .sha384,
            secret: """
                8181a814c5850c2d8cebede111b7c42f84fef708b8aa69b1be695f49e0645aff3bc1606939bc98b9185c4f37f42a10dd
                """, label: "master secret",
            seed: """
                1f25a27f81c950f802c1ab461d650f4eb3e77c5e77fbc16ad4c49f0d899a8929402dd7df53f9acf26e56f34c4e9a969d
                c8e6f57af3a388220566c958f341305d
                """,
            output: """
                6c4424cfe37eb638a2922fc043c25cdbda720ea6d068d21d9445a5fba0a23b86efc95217145e63b230a620132c3d5972
                """),
        PRFVector(
            prf: .sha384,
            secret: """
                25045bb478ce5a6d33076b97e9548e67c715add4bcca42c6a10713eca1e9873abf735854e4d9bfb579f61b0295c594a5
                4ddf1c6cb9a1a00a4df7ea8b078773ef5c5015cca0cba961237ada5b45fd6fced5927843270280ef0106475add30cf4a
                0c346983b8531c532a3802e96610d830e6d9ac9a2965bfe0b541bde822968b5685
                """, label: "master secret",
            seed: """
                88db5f44de7a87a3e630e57fa7d1ac64f8c71a82e7351469643a031664fdedda23e7da06d8a35669db0a71bbe8891f75
                8a9f2828992ca4fbb036cb72ae2a040e
                """,
            output: """
                afda8275c36f1636ed521c908b2ac0a9e545f5edbbd4e688ecfb1385f0994a954e9e09d540303940e4a2d6f18ad036a7
                16e1fdc714e8e1decb2eec637d6f95d6aa
                """),
    ]
}
