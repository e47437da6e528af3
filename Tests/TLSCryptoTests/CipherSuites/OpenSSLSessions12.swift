import TLSWire
import Testing

/// What OpenSSL 3 protected in sessions with itself, from each side's Finished on: "ping", a hundred bytes the other way, "again".
struct OpenSSLSession12: Sendable, CustomTestStringConvertible {
    let suite: String
    let version: ProtocolVersion
    let encryptsThenMACs: Bool
    let mainSecret: String
    let clientRandom: String
    let serverRandom: String
    let client: [Record]
    let server: [Record]

    typealias Record = (type: ContentType, fragment: String)

    var testDescription: String {
        "\(self.suite) \(self.version)\(self.encryptsThenMACs ? " encrypt-then-MAC" : "")"
    }

    static let all = [
        OpenSSLSession12(
            suite: "ECDHE-RSA-AES128-GCM-SHA256", version: .tls12, encryptsThenMACs: false,
            mainSecret: """
                7ec5442bdfec522ab9e3964d30b207cc3bda86333ed46f08bc1d6f744a9a2d32f4e982303ef84676e9783e5f5ed0
                72a6
                """,
            clientRandom: "b1b33db19f82b836f0fc8649ec4949ffb18a99c304196de53e6e6d3dc0c9107c",
            serverRandom: "9f1b7e638cb2e49789fb9b4ceec6de46755c6bbf22cf344a46e64d78f6190525",
            client: [
                (
                    .handshake,
                    """
                    84f2a18dd5d6dbf7d6986612aeff0823cb0664bce8de7622dd2be124c0a7578c0ff6a1c2260b9905
                    """
                ),
                (
                    .applicationData,
                    "84f2a18dd5d6dbf8dbd831e9fb7cd561ecffdd00366eded7f9a3302c"
                ),
                (
                    .applicationData,
                    "84f2a18dd5d6dbf9e06eeba74ddde45ac9e3fef48bb0d97bde89c790a0"
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    fa5eed7dff4cae5628aeeb9e441fc97c10425c0bd472981ed67e8ba1778202030baaa47b3c3ca0ec
                    """
                ),
                (
                    .applicationData,
                    """
                    fa5eed7dff4cae57ea2761791c632608b201acb026880c9571bb60e4d48b84487d0202308fc64bacf37b1b572ffc
                    4e878cbbb8f79f3b04f2eb0f3479a3cc0f8396ab203f5458e88f4d22ae6e991b2183e3cddd1acfe51644cc7071c7
                    c63bbd2f2f62bb14ad8235361c6cd33ff6c9af3807b9ca30ce0a433e267f5693
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "ECDHE-RSA-CHACHA20-POLY1305", version: .tls12, encryptsThenMACs: false,
            mainSecret: """
                2962039faed1c668443c605fc70ceae53e3d29cdbeb22fd3e024647551e9a8c00ba73a1c1dfe9b4095b4ac05ed9d
                0669
                """,
            clientRandom: "3d101fa4efea07943349307a7812a219713c490b2518e300ee3395c5155b04f6",
            serverRandom: "87263b9c6735cfafe15344cd61ece505c951d055eeb46a5e03b1b32d4986ce9e",
            client: [
                (
                    .handshake,
                    "041fd079cd6f22a1d25e6441f8757662181eb2efd504a09b9e4f924c54e32bd5"
                ),
                (
                    .applicationData,
                    "d48dcf39231ea30f0517ff2194a7dcb13fac5317"
                ),
                (
                    .applicationData,
                    "51d55cf4c171b9bec9d8fdc493df95c5e2ad255efe"
                ),
            ],
            server: [
                (
                    .handshake,
                    "cfc84d675e51b280d50527d309fdad37b0e794b2a098860f33b941203fff8e74"
                ),
                (
                    .applicationData,
                    """
                    f09c9b7238d9e8e638a2b35f7b2a0891cc0f2d1cd8f20c640e85a367fb2802946bca73cec0899ca58c316364bea7
                    b4dfa28429609fbffaf473a9e32fcb06fb9cd0c0ce3c25bf6edd1e36d5f0a7f3f1d48df91a5e6a4ffa30c57693e9
                    4dada5c97c3753e8784f21b096a803c0298332d595980b6c
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "AES256-GCM-SHA384", version: .tls12, encryptsThenMACs: false,
            mainSecret: """
                ea1c8565be8742c54281f29bd8a6b1d086d4e2928c21baf496694c0c157cb8ca40afb2f15be1badf5bc1ee5cc46b
                2c72
                """,
            clientRandom: "dbb09c60f51088beca141636d2562442f07987ef6672bc2ccf1bcdf170b1688d",
            serverRandom: "de56f854689f7a19a76a70b1b130c467e7a19c03f2f2aa9a30c7419c8dfdaf71",
            client: [
                (
                    .handshake,
                    """
                    e8612eb34c74f068113abbd4344cb55a6b913cb6d7a0d5fcce94ec7eec97ff7f64ec2f684ce243f1
                    """
                ),
                (
                    .applicationData,
                    "e8612eb34c74f069af9a34de67d6c4e668c5203840a7c2d83299f281"
                ),
                (
                    .applicationData,
                    "e8612eb34c74f06aff09506ea09a182abac3905736ba4433934892f2f5"
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    04b4d8387043585efe1cea26764b2af4fdd088f469f18d41fc4b67352c5f434a01fb83ebbe90f34c
                    """
                ),
                (
                    .applicationData,
                    """
                    04b4d8387043585f6edd62998e99b6700cab924038c6bb8692a98b36c6e633d96ad0d45ec5757cc7b6f873c97eeb
                    18cc1274320c445c4789e3fe9ac5014d037cc2eff1f3e7130df1d1bb186449321dc220554569a948c7a600096dc6
                    78dfefd6010e6b7657ba349b8fad54c4c4991ef859c50d0f3354c2432a1024ff
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "AES128-SHA", version: .tls10, encryptsThenMACs: false,
            mainSecret: """
                43d010a185755aa79a018a0149a9752522bc8d7f4fc218725ba6706f4aeef7d108f40420b63ecbf9f6ca92d0effa
                5308
                """,
            clientRandom: "64ac2692ee5998383e1f1252667d1a632279716f0759ed4f8dfad0b18d496b9c",
            serverRandom: "fa6ba0d6e9271f4d319509583a92f22afd11646323438bc18c928191f1eb13d9",
            client: [
                (
                    .handshake,
                    """
                    95df649392bda34d101b09b404c50fc28e4f8645daf3b8259ae95d7cbd5cc5c3f2d09b39db276f2a0f074dfc2041
                    cc07
                    """
                ),
                (
                    .applicationData,
                    "1d6bfcdecafb54fa7a50365f589d3ff5d2bcddd488aee9e63876a9ee144fbf35"
                ),
                (
                    .applicationData,
                    "c745de291e1e5d2a8fd64d4756d84b35d79d9ba78e7795adb49579d9e5f40b10"
                ),
                (
                    .applicationData,
                    "6c5a9152005f1f06d0d50cf5a298cdf32038fde4781942ad12c55398eb709a0f"
                ),
                (
                    .applicationData,
                    "cac96f87243241c828c913412e8aee6e980401c5332898d473b69bd5292f43aa"
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    cc3a9a1094e60c4456a780c374be13ab5da63e42167ffbedd2abbda7e844c089c343423aadce67e1877f3d3d4936
                    474c
                    """
                ),
                (
                    .applicationData,
                    "457dbc87ec2f22dd6ac80c136154e760b3375505c031d5244a6384914858f50e"
                ),
                (
                    .applicationData,
                    """
                    723148fc2291028ba90dbb0316bdc586fceee145ca59edb7ec6fbdcbfa46d8334fa523c1d2b17b160ddf12f5487c
                    c18e29174281b82912a426f71d510b0c5ca5526f40d68ee37d1ad34c70fcff150130ed6371ba64f05b6129779fed
                    8a39046a7b17909ca078b49c0418258e4f0480565e5813da5b7eb449bf5f8f0aa873f4e9
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "AES256-SHA", version: .tls10, encryptsThenMACs: true,
            mainSecret: """
                dbd15fe621bf11a256c24478126708aea577b1e831561d726f9c0d4dffd0e7687db89b3f12a9d9169fa2332c8521
                4c14
                """,
            clientRandom: "9f1c8da9f6cc342a140c0fa35a2eb7b1fd1fc2823545d481fd1a308e4b2e1aac",
            serverRandom: "d8af0be6c8f518af77226ce852be2f493f85418247d7c36f3ef87e4687b2dff4",
            client: [
                (
                    .handshake,
                    """
                    275f76a2647bbeedd88bef320595e9473ed172ccab5678065c410acf9664302250558bf5d8c7b22ec5bff9c30a0d
                    3c4d07a02524
                    """
                ),
                (
                    .applicationData,
                    "591ed34b8c1d4624756c157309aeb68f8851ec8405560cc525dba124569e4369a460bdda"
                ),
                (
                    .applicationData,
                    "4aabd0450ec824ca2b1a00670267a70a46f7a0c50ca4afa5e9948b1714bfc30e374c44b1"
                ),
                (
                    .applicationData,
                    "013f8890ba8ad7496862f098993fc40fdb5e2fd77690bfdfe15cbc69a9638e0dda81a884"
                ),
                (
                    .applicationData,
                    "e55743f0531b8b28e0e2c83f4f9397892ebeeeafeb4274402093327b9cbb64fbba69d249"
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    6c5c6713687067954399036d598d1a7eb2410a7019fbd60f7068618edc16cd3d8c40fad6ac9be8ea528a454a94e8
                    5cb448bc3135
                    """
                ),
                (
                    .applicationData,
                    "502558dd501a2aebe1c01e75423f89c66f106fc5c8f6bdcccc0c15d364cef2e20744e015"
                ),
                (
                    .applicationData,
                    """
                    74fe581ad76bfca5f1dd58c75ac21329feb30358110b559cf6f50057056baea4c10f06c8113216a6023500ecca23
                    f09663cb49fc79a87853c8a6dc3396b0ec714ab4b0933f8ddd21998978c4ac0da6d61f123b41eeb9240f75f3f8b8
                    ae4e2996f790bd0d7e38cd6f4842e7feece696eee3904fd10c5f40edb9a79e209b07b4e10a402133
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "AES256-SHA", version: .tls11, encryptsThenMACs: false,
            mainSecret: """
                48cca21d2fdc2f1dd8b65494208036af9dcf8d4e9c5ecae1cf0fb2d429994775a9c4a28a95eee3fb621e1225e476
                e4e0
                """,
            clientRandom: "8b2a04769e1aa7839c70c19afc8e959b6433186542791694f0ba19745b8bdcd8",
            serverRandom: "506c64c02ae6aa7a75e07b87cf3599d933e6ff41552c97df715ee412cef6ae75",
            client: [
                (
                    .handshake,
                    """
                    90f99fa1e60ff357a954527319350ef2db125d967bfc18ed750cbe2036f8c215d35e477a50013462d3801b771c0c
                    8fdd498964fd24140f6ac55ded56edb4687b
                    """
                ),
                (
                    .applicationData,
                    """
                    7248d01dd8fc51eb8998c33f6c1567693a056c6fdb940ffe007ca7a2662279118648538f61ac23a2a0295db32f4d
                    af20
                    """
                ),
                (
                    .applicationData,
                    """
                    32ef480c53203339f0a859ebc2de2b4045d8147952cf0709698d87279d8e8317a7d17438bd613e8404c4d94fa76d
                    32ec
                    """
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    73554df5e97f98c46bbe644f75e252d2abf01bfff8a1e3eb26fa0517c166936904d393dcb382bba214660c0e406d
                    a0d8d356b6c882e6ed9d1be28ca0a26bcfd3
                    """
                ),
                (
                    .applicationData,
                    """
                    2a301fd5e6618f388237ecac72dafebb26488c914cd0d7e2f51825bdddcfa6207a5fe9996e1f5bbba666874f8a78
                    de1d76ff5cfdd5ca486a18d463ad90c5f1876bb8e558ee7dbfd7e39ea67f8f92f471be755862eb5e0e7c0e2d1523
                    e28cc2cafd0937f70a5af909bf1025befed493ad5e1e72342026e1e222ae4457da0a52b9510b3f4f8ab98c7b15da
                    873a188bd122
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "AES128-SHA", version: .tls11, encryptsThenMACs: true,
            mainSecret: """
                d8d6fe666ec87e107ed4a34d2f192eb701dd232a3fcb9feccb4a82dbfa83eddb2392fbf4335bbea8b572c93db286
                a148
                """,
            clientRandom: "fbdb59eab509c830ae0ef77a77d906d3ad6fafc0e8d678034608d95dfe3b22ca",
            serverRandom: "fd76a7d48500951a0fe5dd73bb3f15dfa9952c028b1718f93ce9d5c20fab137c",
            client: [
                (
                    .handshake,
                    """
                    ec8991e1003294ce326e0677c023bb9b011d8887bbcc324c940d9d1b02ed421f473ce27f1128679dba76dffd1b64
                    9f033a992b712247e61505b37041e3b47d61d35e12e0
                    """
                ),
                (
                    .applicationData,
                    """
                    457c630b95dba8b3309f34e417fe66005338819f42c2abf761975d75c2a8728ea1e4dd289f45c3a16fc9018eef1b
                    5d5a0a6f8526
                    """
                ),
                (
                    .applicationData,
                    """
                    8464b8d177013cc2b66ab12fbf492169a565546dc507d0bcb5aa002e53c6ebfa1149d058066161775e84ad8e734e
                    07764936cb2b
                    """
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    e3b7f14a5dadba6884a624d57203dca4ddc468ac9ed98dd59aecd0154fc7f61fc0df7db00aced6c74f0892d8a9f7
                    8fad6b3d922f23e0f08f453898754752cd478347168c
                    """
                ),
                (
                    .applicationData,
                    """
                    126d1758b14f26871bb3209679b03023d62f9594bdba892bb54a0191da029b1bd6778fbc877af57034f7373bed1f
                    8605e229a832bf4e562cac913a67724af40c28678383f8570f17be0d54212773e613f532fa74edbbb7c3a069df8a
                    228624fabbe155cb7d59a827157122e43a1ba8bfca2065241112a2c8ca794c873143a3baac96f883c51cb858e53c
                    de70113014ee5b477787
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "ECDHE-RSA-AES256-SHA384", version: .tls12, encryptsThenMACs: false,
            mainSecret: """
                dc62b4ed1a72a907e511e26381e78ea36a2af420428d711f82e04b8dc30f40368aeb93837ae70a6bee7972a69259
                df2d
                """,
            clientRandom: "093afa29204ff755e56a5e0b0126ed258aaa5b934d25fe4d1ac6241830450ded",
            serverRandom: "4a6a58971aa625036cfe31be3eacab957f94ba3ae4cbf3abd3cb72e49617be91",
            client: [
                (
                    .handshake,
                    """
                    c76149c493c4c31078541c3849023cc6e2a586c2304b69067f2ab3c14ff931a7f1812b7e02afe5316420f76404e4
                    3b7bba264b9b83d60ee2705c7b41db54658c071e56164b92fd48e812da9dcde79ac24a225844cee5908bc161bd08
                    a5efcb3f
                    """
                ),
                (
                    .applicationData,
                    """
                    cbdc68581efa195ea0d7b13775f05ad03bbb6a3255a4843c6cd76227b4ab08ec973476ac17dc7ee82e414fbc5c9f
                    62f6e0304c2c3c8243c06ebe7e969710d9760c6d54868044cb7c5452bd272dea7936
                    """
                ),
                (
                    .applicationData,
                    """
                    5691063219768bee2f4356f21ad5beec5f744e90f1057262253da99e5a9feeb6ecb0ba0316098fcf2fb7ab1eb73a
                    165854ea3c8c15c977209634c85abac50496fc1e3d078958263300f91d8f3f35839c
                    """
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    b4dd6679a0386dbd1abadeab90c5571f2b0b223fcd844473eaae779c5970dbcdd82d6435f209310d70201a9c2556
                    ad75ba5c5b32d8a0eeb8c01a5bec874532b9b007ad07969f298c043a95cf2652998bc17a6bbd655aa9eeb8b37956
                    c271ceda
                    """
                ),
                (
                    .applicationData,
                    """
                    0f997508ece046bdcc1584579b7a58c4229ad7c388ada5c76d18f6863bac93399ce933ba85d1dca0221a337b5131
                    551beed8c4c907c8eaf5e98adf89a909ba8745c8a04038db2d627c0e266e56b07853b1e64864a99359787df15e06
                    d7247bdd460295fda997b81807e81806d22f57dd90032b86385e58bd06f673401db6b2f13fc2864bf1a3c4f6ed0b
                    618a2c174097f455d5c1d86611375e88f9fcdb3bc1715fba55d3b1dcd00b9d35354d6d764c55
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "ECDHE-RSA-AES256-SHA384", version: .tls12, encryptsThenMACs: true,
            mainSecret: """
                35d3ff3a3a1c825d68c64c237e98d711ae074b22071ac421e9e1aeff7297b70c7b35c3511ab60d348ff58dffad35
                59d3
                """,
            clientRandom: "0d169dc1283eedd046cbffaa0efd2e07c165640f64de699c42487e67eb88723e",
            serverRandom: "15cbec5682fbc01a971fe1be80677811e3fcf1ad1ebf1c2ca8e94d51f5da50d4",
            client: [
                (
                    .handshake,
                    """
                    8d25de5173c201d0ad896a5b3f3ecb84d2d417c0aeb98b39022b0f2d350b12f95307666e63fadf4915788fab61fa
                    ae8ed4c23e7221128aa684b747d85ca284c1f33f829aa825f8fb1449943ab3b42b069edfb368eea0aa73762c3729
                    f3a9ca40
                    """
                ),
                (
                    .applicationData,
                    """
                    7fdd497752232cc6280e3dbd91b268eb44ded8185c6680c4ac1e140ed4bd41ff386f5e46c444ff3b10921043a892
                    e9e64a6d18daae0d30db506a48146297b7c7264f22ad7f95b490520cee45d19b49a8
                    """
                ),
                (
                    .applicationData,
                    """
                    2cc9f5e36e1570d8b34ef4bfa2729995fcbd109f23955e13db9fd20c04b8139b2bdbf164e44bf30382149d8fb26f
                    d2fc15592742548caeb03acf3c0b69129949a2e98aeb332d276a58e0e4ebc033428b
                    """
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    33a67f4910d35159dc50ca0d37ee5ada1a6727dc1be460bf2a98f82790e0285de9e933dd47324e99c8219915d5e7
                    3498caa56f2d2871cb6978e667cc655896244a7318fa927ae51c42797702e206a277dfe089c0dd68b1e8970522a9
                    833044fa
                    """
                ),
                (
                    .applicationData,
                    """
                    ec86c0715a509432703041be9baf703d09c13b5293d576da4b325e76d47832350956fb4aa35289db32784094bd3f
                    0138d1a2c002d22caa6fa3f532662c757625e1159acfa6aa776742acf46b700d3bc313afcd913313fa93ebb9b550
                    302ffba5ae1fe18cde8483ea8158e843d35ac8e00f1af2a03c14cadb7db2833f1bf8a41a72407cacbdd88af42b7f
                    2680d26a653068e2cbfa90e5344c17b4fdb8a8954ce4b715db42a7656682798d30e9c7c0ab8e
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "AES256-SHA256", version: .tls12, encryptsThenMACs: false,
            mainSecret: """
                31705bd4b37d22b874697a991501a7f8171db9678e32fde9ae2488472d29ca1c70ac476d2b8537b7e32de0c2fe97
                7c77
                """,
            clientRandom: "a76d9bb0a4d8df278aa5a472518f86713ac4d30d29063dedfe477172f6b3f833",
            serverRandom: "a4d0d206510e1f6f52dd1b6c035a963b06e9fa946fd763524c26e2354e7792c2",
            client: [
                (
                    .handshake,
                    """
                    1713edbb08d0d610fc7e045d982bd5807b1935f4cc68490606f6eeceaadebeefbecc46f8acdc654d255c066a99fe
                    2951887ac6515710a42a6d4a9891068e33e7ebaf15497dc6fdc5df6490ef9a1530ef
                    """
                ),
                (
                    .applicationData,
                    """
                    bf6681cd2c996070e2f1ada09333ddd0511ab1a34e9a9913e6f096a5446bfe8f8e2941fc57b8858ad9b35a84050e
                    4d2cbc0b5dddaf1376ee76c0955c8cddbca0
                    """
                ),
                (
                    .applicationData,
                    """
                    dfddbda5ba4f90034adf23ee26c397086a0cd03c9396d3659377fba183f2175c247b0ac32ae0c40934c6f737ba23
                    6b376836bc8f536a8eb75d302477a8d4e40a
                    """
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    f3a3e75192890c64c723fac7df117b33a4309c105ad6d2c92428c66255c279e1e2d9e446ea66a912118575249246
                    a1151fe1101da670bf89de059b7e072f83ddbc827e64583738d8e069e72c1f7bebde
                    """
                ),
                (
                    .applicationData,
                    """
                    a23477344a495520df69ca5c7748c4d15c6a10e04ec2cddccc9f5c88948d52dba40a2a4c7b7208e409baf91ee9fa
                    5a356b2a82820021730e2e08ce23a1bf4c8b0709a4a7d19b6b1c29fc7d10c729a264ef476eae2a7b65d1717ecee8
                    e73c433e9ad1c7e799e807ebf7284b3d75a366d8368f0ec4c1fd4da1ea2688e38c14bc0192dc1bdd76e6b8345c92
                    e7b9c3fb32cf53e9a803004a9bbd9081973a3c301839
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "AES128-SHA256", version: .tls12, encryptsThenMACs: true,
            mainSecret: """
                3725e17939fb46b86dc7705cc5bafc69055e2a37b16fc9d0800cb51cd64df5ddb1a0f8bda2759451e8f7cd3cf576
                2f9d
                """,
            clientRandom: "bbc65b78fc7967ad6061a8694620484a9e40c786d1c2042b14d9ff1188b7c8ea",
            serverRandom: "caf877caaac9d40e351a9f924db975174ab48b5a416082931203924b81567acf",
            client: [
                (
                    .handshake,
                    """
                    4662a6c1f2cdd0bd93b1a033020a57e0ccfd643cc866cccde0267c16d13b84fb19878f394d13dadbe06ac63a5b18
                    f89dbbd05d0f23dd527ea6d358fd470be49e0d2170744ce0108b83cb2de2c7fbbda0
                    """
                ),
                (
                    .applicationData,
                    """
                    87bba0682d2e43f934c30c8f63405fff7717abadc37011fa5c6411c2ac328e181745b13400f01a4933f0eea58b0b
                    eb0c0d523e21b05fa76dcc2bd514da674049
                    """
                ),
                (
                    .applicationData,
                    """
                    c359919780052f7a20f8196687e0a4fc38c95b505868efcb24275f9ae522ff2db9610e7127b7e907e6d75a51c780
                    e662cb924ac5f6f7ffa42325862846bb5792
                    """
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    3e8e33a994f382ff7ee4feb314cc1b36102be44dce0ed71ee737e0202df957d8015cc4b284122794a00280f239e2
                    704ab0016019afcc39a8b59edcfa60fdd9ceb69c109be5fcfd7cf02c68b99760ed12
                    """
                ),
                (
                    .applicationData,
                    """
                    7e5352981ba1a9b04c3807125751dd1444855457f7a75c17436316cf83e5217730d7de44d477c797d876da27d593
                    a76a30e0c813cab44c99303d85447e2245212fda4ae2a3a41648aea3f9933d2d4e82b835ea382e3d6f43c2ee4e15
                    5945489f9ac91664ae3d97d725f160f823bd9de940087efae1ea99c0c9c6677fef554ddfc6904dff2bfacc6ffec2
                    d455e3a4b9d9126356b788d62aee0c7b48e42b75f366
                    """
                ),
            ]),
        OpenSSLSession12(
            suite: "AES128-SHA256", version: .tls12, encryptsThenMACs: false,
            mainSecret: """
                e9b73a9db09ebfaf3ea0965fdd6a2e2306c56c0f1f1d3c2a1ade425e00c80b58fe3f1c2f944dc60e534aa70fcf06
                d332
                """,
            clientRandom: "6e188bf181b790b28090246655f25091538a52778619d9878dec786cd992fbfe",
            serverRandom: "735fedda097cd6ea0fdd9f986d5c4620ed00d75e06f81a501e4e2c5f7d2391f5",
            client: [
                (
                    .handshake,
                    """
                    dbde66f87296125404ecdc12a0dca4c5e624faf5c42232b6121e1b92fc148bdf5de3b5c2c22adb6045c8f3a25499
                    f6601768f8534ec638dddb662fec759a6cf149008bd395a6f7fdc96a6e9ae6191e1b
                    """
                ),
                (
                    .applicationData,
                    """
                    44bd95f4927b29fdc4c7d50258e15997ffa9abdb2832a646f7d6b65d984f8742694be4a279498b8edc051b2cbed6
                    fd4e270048e2ff295fc9360d5747b066b732
                    """
                ),
                (
                    .applicationData,
                    """
                    16382069da29774f86dd4179374c4937a406871f02ff5f645c4320e37a8ea34cead5dc1eefca7939ae7a04edc6b9
                    b79e7809a225a768c1eb03ba0826b79cf562
                    """
                ),
            ],
            server: [
                (
                    .handshake,
                    """
                    10ef56ae8579cb840221ee7f858f19a038b331d6ced96a1397fc6321c2315b2bb510e5e5ba64c3128df382d6245f
                    aa92a142c06c1034b63fd6755027687b5dc05a4fecae5a806f54a6ec9bbe055a3b37
                    """
                ),
                (
                    .applicationData,
                    """
                    8732aa570e0a208546e84cafe1c3703d1b084ba24f052167f67cbeed5373164ccc630d5cd52110976ac937a60356
                    84d9362b118cf8f6d68998fd90c5f9faa66c06424ef1bfd6ebc1c6b998d5f6145754ab487d8ce059d8d5c40791c8
                    1e310ee1e9c26d8589fa7ddfc513d94bd27ce6839f6ba8a86dd9075bd3edd445c66c564e733e6e3306068784347c
                    a0424111cac3c47479cf9cf6963d8e2f71a787e65f78
                    """
                ),
            ]),
    ]
}
