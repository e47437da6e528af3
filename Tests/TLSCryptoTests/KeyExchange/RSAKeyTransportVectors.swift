import Testing

/// An RSA key of 1024 bits, and ciphertexts of premaster secrets to it, well and badly formed, that Python made.
enum RSAKeyTransportVectors {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let ciphertext: [UInt8]
        let isGood: Bool

        init(_ name: String, isGood: Bool = false, _ ciphertext: String) {
            self.testDescription = name
            self.ciphertext = [UInt8](hex: ciphertext)
            self.isGood = isGood
        }
    }

    /// RSAPrivateKey (RFC 8017, Appendix A.1.2)
    static let privateKey = [UInt8](
        hex: """
            3082025b02010002818100be536d8e23f13b691cb33cde7871e6993095ab62d0dc5745370aaace29c3eb4530d060c0b7
            e22339dbbf0586fd187c25380df9828f27a5a3c22f12b229beceb94dc05da4f98591e6d7784fd752843b64e3879d75a6
            eb521bbf298e6c38a63a6603f173bf715976b465b99606f55b778a69a4fccc8d1a79b1bd42c92c7f384ad90203010001
            028180621b331fcfdb2b5ab556970bbe5e4815b2fb938aae4ac6198193d813c9679a40e236a788efc07b93f977efeb73
            4f49bf0db3f6679c4f3d8cba2df59f2cf1943100f9e5d00d5cda45db5796275141e8063d6de4d978131a900a474fb1ed
            8c9f51de436017fe02e97afaf77608526e5d1363da92a186f613dcd0a7238f7e5acef9024100e4064809a2080cdb6eb5
            6704e38d5e3aca7b84b70f5355b4f7519c6cc2784a9216963197d0415f440e9260cbe14591565438b3c648b3a7de4783
            3c4c6e05e17f024100d5ad1ebb2913667071297953dec2c737aaa661f3eb4bc2f77bd752f8c4b6b2af503d6dbf8d5e8a
            5e1ab90beacb2a3265000da5c366ea3364c1b1ffcc65344fa7024039542ef6650b7b180c4c855b204ee19b0c5f63ad96
            a7d00b9086af3a54e66371394687af70878f091054d30b4f56eb4476264f6491d0c16acc35fd8a05bb6ac7024067a281
            a730f2f1da5368542a337eb0f4f4d5a1e89614b6c925cd77b6a46220241b7ccfbffa2702614600be20f0ccd4885c1042
            779570bde07e7980a177ec793d024036d107afa905a3518f96560cb82943d6048d222525711a640cb6918a3b591f2880
            c159223f8b3d6a2e7042f8d0ad408e4a5f52cd5a16baed6cc14ccc30dd071b
            """)

    static let publicKeyInfo = [UInt8](
        hex: """
            30819f300d06092a864886f70d010101050003818d0030818902818100be536d8e23f13b691cb33cde7871e6993095ab
            62d0dc5745370aaace29c3eb4530d060c0b7e22339dbbf0586fd187c25380df9828f27a5a3c22f12b229beceb94dc05d
            a4f98591e6d7784fd752843b64e3879d75a6eb521bbf298e6c38a63a6603f173bf715976b465b99606f55b778a69a4fc
            cc8d1a79b1bd42c92c7f384ad90203010001
            """)

    /// The premaster secret in the good ones. The version is TLS 1.2.
    static let premasterSecret = [UInt8](
        hex: """
            030338aec6f0b0fa62c0d0ecbeecab221bc58cbf17d96f8c69e294d223263c2b96bf23538987fe566ff25c903875d3e1
            """)

    static let cases: [Case] = [
        Case(
            "as the RFC has it", isGood: true,
            """
            83e070a9559e652f47856d64d1d8b3abaa8a1b28abe388d607c09a5a0a1bb76c5d493f437404a1567a80d01102032d25
            222f91f2811e210a151d0ad3f6a1742b35c825bf72153b532246a88d9f78d224ff8c1fc1c284691586de0446482baa48
            0e75fd7942de98c1a7b4e9bee495e88447e5eee5342b3ebb8e67a55cea465954
            """),
        Case(
            "OpenSSL's encryption", isGood: true,
            """
            aeafb73c8cee32c17c33887da015f51cb7ca630b2eb27b4b339220628e5988b3596d200a1fe295efd2fb1a6cbdede90f
            046cf038a095bb3250c0448f20cb2bf77f7ae40bf302c323b08f1143a15302cc2d648e9c0cd4dd0a20c777608ab248d4
            5deb3d20fbfcdcf6940c33aa83d7954731e19fe226190ecb56ed75582317b736
            """),
        Case(
            "first byte not zero",
            """
            0a3c68453e9b10b1793a34cc3a8fe59f289a4fcc7b8b4bfb1cba4104da8a225009153ff049c57e0d371b4fcb85cdeff1
            7227aa68fb3082cf613484547a30729aa57ca066c33b5cfd8d6f5bf190e4821d732c9ec8299368a8bb4327f54a6afa05
            1db077c4ceb041f29831a058dbf6b4b648417a74f93baa663327b331accebc42
            """),
        Case(
            "block type 1",
            """
            a40a1c45d5e59f8e6bddd0de2a3f875ed654c715aa5233ec0584e622ce023f47a87217e37be41503c2e867b9fcf1b55f
            a5c6f2289aa7de1d4779c387659a2479d566596901dee1a7febb9b2e5edea37b485dfeebec6f1cdebe80b630e5fb4595
            5cb33990494c4f7d201dd153b3080c24c649c5e3012f7ba0df2a74358e52f325
            """),
        Case(
            "block type 0",
            """
            865ddd9bd23b9c0adee7373a4a2bb55ae7404d460a5d1778bcdd47b83d2613801c45448db45642b5edfb8031b2d3aa3a
            716341395e4f9d7629c946e662c363826b8e28119cd075c7f7826739b1e88d499452774eba1d1ecb3e20e1192be7d8a0
            7419a45d4f119cbbc3d5ad76df5f490d52aad9cd6ee8419c855d267d8f5ccf37
            """),
        Case(
            "zero at 2",
            """
            051db46221b5d89ef9d35126d5191d1b9c977ef6e397f234d5064f80bf7a318c0a84ba9c4abebb099a721857cc1c1572
            4c8b81ad992d2db48b70283cff5c877a689901711124b0e0786baf49ee6a71fe71f71603e6ac29d688287d286b867ffb
            3701f671fd890353ca2ccf8716194ef5a0f1f607f06caa855b11e71960d5fb5f
            """),
        Case(
            "zero at 9",
            """
            96203a951929404ec268ac943eccf751ba8bd1f786df1b8091c1453bfcc4abe5d69417af4812fe6959a6892221a20dcc
            cf674ebc2f7756487fc75d2773fd2512cc551699810f2f2ee8503c3f621dc6d132fcc81a48f92f4ce9b5c147056ed934
            a7a9ba0780324084e0c440637c12bf49fcde7f843d4c901632f6eeaff132daad
            """),
        Case(
            "zero at 10",
            """
            4a3b713057c051e55914abc6451b6350d858ce13af9d4f7085e9ced0e53b6b803bd86407af4ba31c2ea319a4401b2506
            d84126ed9ffa0ea9a23a5db70ccdc3181e2ea610cfc70089459fd83b95e58859b9fcdc52fe3455cb50f14a33fe064dcf
            988708293f9f293e8a27c1075f491c4b86f2b2542c68865d8038add94114337b
            """),
        Case(
            "zero at 40",
            """
            31952c94dcbeab11cf2c8170e4c54f16e45291b4700abb2f3005b5782324a3b6bf9d11e6fc4469faa48e6cd91b12e38e
            555fdde696327bdb55e3ceab83678eae37ad3bcc2ef1c48ec6b38782fad8b246600b790db9948394df1d54c7966d3a09
            6cd172dff37e5e71f9792a7bcfc681d48d9fb9d526da30f6c0f697a9d5051054
            """),
        Case(
            "zero at 78",
            """
            ad004f61123ba85ba6193b62bf245973f29f80fd74cbb8d0e94735e3f0b22aa112eb411693496788d8ee392e0696ea20
            85854c5af041b540e45527eb3f387a1323f255c3d12fcd0d82575a65d57a5e40edc9842346139f1b78ada23b62ad07bb
            03279a21a5c024c25ba8801214a4fd59c1572ac63159e9698ad067f1041d2b9d
            """),
        Case(
            "no zero before the secret",
            """
            7bd6ae37ce31b005e2bc7def3aff6f5015b163d94da3743aa3c2527b1b7645eadbc760638b9378426709c9c0bf560300
            225f9086a8e111f1a264e81a035e527193b5c47bce250cb49da96189d712da8bd53cda6d455e79c551c2c1af6dc953b3
            322c0b901b1f46abfc387fafcfe35a33196a0a8039a1fec6b731d2adc47c0ca7
            """),
        Case(
            "another version",
            """
            9734c09c786e6aca698232d75b1bb5cf05742491144c92a519cf84e20b89a1dda5a8748824baefef73731e19e06c3a17
            c27b3546a165a119eb17df329291962646ec1d2f4d758e5f8da137b9b49de552fde5be66fbebed8c6f2a273b05149ce7
            90db0f898778b4849f2671d3234d5f978f5e91f43fdc533ae0e3d5a6cfe1ec6d
            """),
        Case(
            "another major version",
            """
            5e846b0c765ab06fbd973356b81aa3156fac0ba72f49d2ab6eeb051362a9c0e26b9d936035cbaefef2fa3e254d124dbd
            6a78581ea46635729ece70b62403872663ea4d7bb1bf6fd754f9118f08e380d0541cfb3190144b4fec22909ec53a8c9c
            7a445372776909c408d9afe75451b7743697ce1b5b8ee2346e80d67da9c7aa83
            """),
        Case(
            "0 bytes",
            """
            baf7a9b39a413852b6b286a2d742c9566d148618c09e65b1d4ad75f133135a8fc16425b1d398263b84c715c590a9e50c
            6f995c8cb58eb89437064bceb2ed3786420733167abdc4fe85ad7cd26d108274a7b7f864c95250844606b1dae4ac41ad
            b1526c14d33bb8dafa30dfe65e1c90ed8276d416ef81e73379b554a076e64514
            """),
        Case(
            "1 bytes",
            """
            8dbb7001431b289eaf2e0de1b5e7c3ce7ea4baf1a8733eeb3f608ed06e0d1525b209ffec99f552f3b3f73c4032dc19c7
            566dc6a7f16bedf648666c99db1deb4d9c7f6b670e5d89ab1c314b51e1698b56f346bce81a02e479ee265a8203ef5c54
            d057d7a7208156cb459be191af6bf412953114454613e4916553f49d8b142749
            """),
        Case(
            "46 bytes",
            """
            aec089cfb324f1987588bf3b4077d4112698055b9fea1608e6694b926655d7bdabf14c63c5d729979018583fd1c8af57
            91c66727af4d40fb64dba445b5cf4565296e3752d6c2c97c8acffc158c900332e0f7d1d815736a381679c16e0dd08a89
            5f8e085bf43a4aeb4cb460d65d7e8dc46b2a82cefed01ec43d5b51d3cabbef2e
            """),
        Case(
            "47 bytes",
            """
            2139ffc607ed76df3c2165e67874d6ab9967b4b0cbbfa3389ab371bc476b0114832e409d5836a737a7b7dd5954add3cc
            3615ad27f27f7bd2d42af748cc01e1491a6f5a2b28dc1b9b704705ea6ba79faf75c03e0e1bfd0f894d270e3e5a241ad0
            f279e35fe93621238fb1776c1aa182128075a2c1f8ff4013f5f9a68704fdcfea
            """),
        Case(
            "49 bytes",
            """
            1a473fb9a853ec88acc5ff07e33217618224fe8369d6309152fac1c9b6a8adf3fb103d73611cb1f5842020bb3ae79e88
            0f09d06f931b6496b09f917991c42d369cb22ea4d1979e06360a04f6b48a7f869a8e52e9548814514ed766b3d8a788e5
            b0e8e310a8b7fdb05515d0480d4aa7c0d415f42a5efa530d235a3a471a1ac7b8
            """),
        Case(
            "60 bytes",
            """
            b25af024bd5a8853e0eb45ced6c99a688c51ae1c42db5ef05dcb5bab202a7aa045e70e433d8f873a327ba826f94fa47c
            2fb2c5edf7a960bb44c18acd1aad8c0d8704a27b5be6c4bedf03c4fbe98661d5704ad07bdb967888a40b831f4e0d2317
            2e378369ad5ddcc2c7e2263cb5463ea425ec213088b4b0be7187350ba9aa16b2
            """),
        Case(
            "117 bytes",
            """
            2d40b9433a287a1fb706b85f24ebb3ecbfaff6a081ec376f452ef8a411d8948f58c2e433e33cbaf64a28e398e9829cb3
            9f868167146ac1c15bcd7fb7c6fff38e18ab29c6cf05e3d1f2d7a731742dca729715a3dff32d8edea1dd0804eb6bf71a
            7f7653d5351c17c6f6a0e5a77e1be8467d6ea4a6176fdd6673113c77bda0175d
            """),
        Case(
            "47 bytes behind a version",
            """
            786fd602ba1799e4730e44b6efe30bdda738d5eac4c47a8c78b19affd910a2ca2b0223409e06695944cd55963e837a3d
            f288c4af67df8661d4a21792c07af4a9fc973892dae9513dda88bd2a13bdfe7c92734fc7ff9c44ecf83c8d514a041d45
            dc1352dd2b3592338fd37879c2d63a4edf17ad709db3433fef2c0f94a143e166
            """),
        Case(
            "0",
            """
            000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            0000000000000000000000000000000000000000000000000000000000000000
            """),
        Case(
            "1",
            """
            000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            0000000000000000000000000000000000000000000000000000000000000001
            """),
        Case(
            "2",
            """
            000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            0000000000000000000000000000000000000000000000000000000000000002
            """),
        Case(
            "n - 1",
            """
            be536d8e23f13b691cb33cde7871e6993095ab62d0dc5745370aaace29c3eb4530d060c0b7e22339dbbf0586fd187c25
            380df9828f27a5a3c22f12b229beceb94dc05da4f98591e6d7784fd752843b64e3879d75a6eb521bbf298e6c38a63a66
            03f173bf715976b465b99606f55b778a69a4fccc8d1a79b1bd42c92c7f384ad8
            """),
        Case(
            "n",
            """
            be536d8e23f13b691cb33cde7871e6993095ab62d0dc5745370aaace29c3eb4530d060c0b7e22339dbbf0586fd187c25
            380df9828f27a5a3c22f12b229beceb94dc05da4f98591e6d7784fd752843b64e3879d75a6eb521bbf298e6c38a63a66
            03f173bf715976b465b99606f55b778a69a4fccc8d1a79b1bd42c92c7f384ad9
            """),
        Case(
            "n + 1",
            """
            be536d8e23f13b691cb33cde7871e6993095ab62d0dc5745370aaace29c3eb4530d060c0b7e22339dbbf0586fd187c25
            380df9828f27a5a3c22f12b229beceb94dc05da4f98591e6d7784fd752843b64e3879d75a6eb521bbf298e6c38a63a66
            03f173bf715976b465b99606f55b778a69a4fccc8d1a79b1bd42c92c7f384ada
            """),
        Case(
            "all ones",
            """
            ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            """),
        Case(
            "empty",
            ""),
        Case(
            "a byte",
            "01"),
        Case(
            "a byte too few",
            """
            83e070a9559e652f47856d64d1d8b3abaa8a1b28abe388d607c09a5a0a1bb76c5d493f437404a1567a80d01102032d25
            222f91f2811e210a151d0ad3f6a1742b35c825bf72153b532246a88d9f78d224ff8c1fc1c284691586de0446482baa48
            0e75fd7942de98c1a7b4e9bee495e88447e5eee5342b3ebb8e67a55cea4659
            """),
        Case(
            "a byte too many",
            """
            83e070a9559e652f47856d64d1d8b3abaa8a1b28abe388d607c09a5a0a1bb76c5d493f437404a1567a80d01102032d25
            222f91f2811e210a151d0ad3f6a1742b35c825bf72153b532246a88d9f78d224ff8c1fc1c284691586de0446482baa48
            0e75fd7942de98c1a7b4e9bee495e88447e5eee5342b3ebb8e67a55cea46595400
            """),
        Case(
            "a zero in front",
            """
            0083e070a9559e652f47856d64d1d8b3abaa8a1b28abe388d607c09a5a0a1bb76c5d493f437404a1567a80d01102032d
            25222f91f2811e210a151d0ad3f6a1742b35c825bf72153b532246a88d9f78d224ff8c1fc1c284691586de0446482baa
            480e75fd7942de98c1a7b4e9bee495e88447e5eee5342b3ebb8e67a55cea465954
            """),
        Case(
            "random",
            """
            3ffe92e65e3623634b63c4efdcc823d90b3bd999cc6b83ce871860e48344d4d834484464d4f91d3c5757ffb9af26c940
            d7278dee37d610da11c71241634872cb773da4f050ef126ae96ab56c11df3f61a190a4c79f3977a7462d386c009e5708
            56606260caaf5865d5f3adc7a961bf2b9ca97031fbe0f4f4fa41f160528f6e06
            """),
    ]
}
