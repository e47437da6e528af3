import TLSWire
import Testing

/// Signatures made by OpenSSL over the content of a server's CertificateVerify whose transcript hash is SHA-256 of nothing.
struct SignatureVector: CustomTestStringConvertible, Sendable {
    let key: String
    let subjectPublicKeyInfo: [UInt8]
    let signatures: [SignatureScheme: [UInt8]]

    var testDescription: String { self.key }

    init(_ key: String, subjectPublicKeyInfo: String, signatures: [SignatureScheme: String]) {
        self.key = key
        self.subjectPublicKeyInfo = [UInt8](hex: subjectPublicKeyInfo)
        self.signatures = signatures.mapValues { [UInt8](hex: $0) }
    }

    static let all = [
        SignatureVector(
            "P-256",
            subjectPublicKeyInfo: """
                3059301306072a8648ce3d020106082a8648ce3d03010703420004744f0888c9250b9534ca92b466e02795c4587351ca
                3b57360fa999901c4f2f9d7a164c7a1a1c60b136ade04b167455f359cf83cf08c55b8afdb707a398159b48
                """,
            signatures: [
                .ecdsaSecp256r1SHA256: """
                304402204144a651906fcbced835af40cbe2928fff2409965172c18fd684ea426490628c022046f84e5da51bf707e863
                e0690eb41860361eb7857d88205295619d3c464bb864
                """
            ]),
        SignatureVector(
            "P-384",
            subjectPublicKeyInfo: """
                3076301006072a8648ce3d020106052b8104002203620004a6ef1b8f7341337a607b6171424ea309d292ac8444073d0b
                c365ca8ac4eee0200b3354497cfe079fb79b0a9a07e5012a89935ced6ad8ccfac21754102d49af0a326ce8d1f3af04e3
                c11f654505192a3a35a25557a0bf1512fbc0dbb3f022000c
                """,
            signatures: [
                .ecdsaSecp384r1SHA384: """
                306402307c85a6926a511fca6298bc59b22da68cfce2877518e74bf8b9b28b931be616e5c779cb814a059c014f33fc1b
                083b242e023045a90c05cfdec3f5777d5b76b5c80a8b0103ea434d9453d6ab67f027c37578dca00c825be0d0ffc61264
                ee08b8ade021
                """
            ]),
        SignatureVector(
            "P-521",
            subjectPublicKeyInfo: """
                30819b301006072a8648ce3d020106052b810400230381860004009154447c6609e26243b9f5e6b71990f42f8ce29518
                e472a9a075ee84cefe29b5a1d346f7c57aacf3d8f796cdcaf6d0d4704ad25eef4eb1c8324d08f213afe4b8b600a05f9c
                d6d8c9a3ab0a77e8e20ab2280990d7163cf6af5522f26de673f0ca985bab5dbf5759232e2daac8609ddb2c7597b17bbd
                a0f6bf58b4ac5d92a62a242cc450
                """,
            signatures: [
                .ecdsaSecp521r1SHA512: """
                308187024201f0ecb133c22713d9eb3763b6382e729481981a92777e3d1894154e5475623b1bf65560ad426e13fb52d4
                d4ca69aea9f605b315409f324724f71651add72335a0960241705dd9e370968257d4c2bb4f9e0a660deb16f63fb8e197
                9f31a44c7c1525083a8262c9e1f75c9fa4d81d326316b89dc4c291b2e4072a1a1dee448e8064724c5175
                """
            ]),
        SignatureVector(
            "Ed25519",
            subjectPublicKeyInfo: """
                302a300506032b657003210048484694693b0ece4840295e2245f77ec851d15afb520237c53ef6636ae2af39
                """,
            signatures: [
                .ed25519: """
                fb737daef48bcfdfcfb0477fe16f2bb2779084f9156668764dac593c7de4e07b7a5f782bc3c49fd6a3727216416833e4
                3ea3536d72fb4e991eda3e520cb89f0e
                """
            ]),
        SignatureVector(
            "RSA-2048",
            subjectPublicKeyInfo: """
                30820122300d06092a864886f70d01010105000382010f003082010a0282010100cecf608428f4585c535eee13905a66
                06359cf304d461d1d16482e5c2ac428799d1dcde3b7ee86ae2a60f4928acdc6a8628da02065a687685b156f0adfd9046
                e47341fc73afd5ba7865a96f405747da0824e039b1c5ca575a61f23204bb5ccce59d987ada321ed48a6c5c452db0f284
                fa7d6353e8bd689dbc50a51f22a3dcf6438e45c95665e2b6e27def02de77dc3669504f6d1240b2ad9f399b8096e99844
                3e3961d1ca4228640d26c6b35c51ab171f59b7c76dca93c635656d4605c4cafa6845ed8ea3219228e32952f2ded68f77
                2e30044f78e6cf57d153e15152736ff20b37d33522cd8ad25d91ed0fa403e3b99397421442df4f3608bbad379fbdfdbc
                eb0203010001
                """,
            signatures: [
                .rsaPSSRSAESHA256: """
                34f6b8597d37ffd76a08c2d74f131424ea7ab13858143a11203e37900c2fb544ba0aa1a0de5701bb7fc5d4bb98fbd3ff
                c4a36506ef68efb071e1c1d1f42a631807dd9ea8390cf22b0ecc4ab6408e1919b7d9a2554aff78393e3a1c0635120a1e
                04ae1247b52b9b1f8c0370f4c4889a88399134887ef78b1fbf93458008a83623b44e01d36dcc044aaf54b8914b28e49e
                c53699cd7efb25218a1f83e5999bac0a9471e45e034b15d7b65571fbc181d1dd1e32caccc74052823d9243368a49e96d
                1f30da7d8c199b4b0d7fe0482945dbc4309e32e9c6f8c06e75883fd50ad58458f1b51da5896701c6a41655bc9cb4fe0b
                08f6c4479b5b116fa1181491a1ed38f0
                """,
                .rsaPSSRSAESHA384: """
                7d8339ba3377571d41bbb46702da0f85481462d3ccf3110b10b6f0e4770119745953f9b32ee46d5d76b3c38a46f15bfc
                92e377e9ca26de4c4380a3c43627e29f945896b66b524cba4f5ec89919909cf25bf09c216172dace40778f07a2e4ee91
                b55c34c2a90a82cf5899537dd44258a059d9b760795d755dee64f8f8b9e29168f64780fb97768508f6d3b7945d2b1c2e
                59cebdf8c16b47b918db3e55438d6697614c8ba6ebe78f1bcff16965a58cdff9c0c42d7ff3db3d7faa5df8f421a2abbf
                8dc45c2459984ead5d830ed72bd0ccd3503f51ee39bcbdb86a384f8de7ad049ed4c4fa1eeb28444359958492590ca808
                db9390fa077d4559e5fb11e39454acce
                """,
                .rsaPSSRSAESHA512: """
                6717e6b79e318434a3692c1d0639b36caf22a0c7d78b894b4fd9ee94e07e6619be3860abd2f4efe5844788250b8325b6
                c5e48d28fd5d529a60c68e58580ab3404b8c58aac1fef3bdc4e17f24df466421c21c7342cb0e11195c11f968f23a63cd
                adde5fca10a9f41c930c091077539878cef512b37ee29421969f510336d8dcd40c40ce22de5477580c2f157fe38f8f7d
                2a8541bbc4e72751636b2fc293fe39b36b12d24fd3e237e3cabfbc41f4c1179b70feab167e1736250ece256ab8ca1086
                409069197f1f1676da4f95757bfa9e793ef7fb4a2492d98d4c2410ceb2b96484b89f184f6fc154378bc10154f9e34ab4
                383fb2369b533963e5bd8402a74a30d2
                """,
            ]),
        SignatureVector(
            "RSA-PSS without parameters",
            subjectPublicKeyInfo: """
                30820120300b06092a864886f70d01010a0382010f003082010a0282010100c8c8771e021f5d8fe8e68372d9606907d9
                d205d54aab1a482ceb1288a513350ec4c3806748b24442875983b6fb9b794e5e75ae06341dc0600c116566f23691b187
                f835231f4a3b3fa4d5098fcfd23e73074e82ddb7b8a6b0a8a523a1fc50046c69bfb221e7a98375548c111971084bd0c6
                f38946a05b33e301f0e420991669627c8da31e5fead0af0fc74793abed3330b99570b274f7e08ef68a6fe8432f6b0230
                6d31fa488a387ee40a9896b5e6cf18ddec3a90505b769962f56f4fdf6c8a050ba0a81810dfdd714881228e167082488c
                462779a7ca01ac3a65e7035ac99f599a7df0835e3f6be6861ee51abcacc148f41aa16e1a1d294f43dadd200f72044502
                03010001
                """,
            signatures: [
                .rsaPSSPSSSHA256: """
                86b2e0621e37e73d626ea62e74bbab25f476dd4dd4e931350169485676e5cc12150e9fd8aa684d97fae434807a8679ca
                b1c5e216f93259e99ed2ccb44262a212de6d733458126499c447826e90ab5444f96415d19394fd4a52e73b07724ab0fa
                a8dae81ab746e89b23f2c29f0969bf0e8e77196c94119abf827358eb4967a1f3d2a761169d329953f83553c6954adca4
                32d55563dd4909818072948957875acbad2ff3c152911bf9c2658e9605b8e0b307d400bd74e157ba55c1dadfee3a5740
                628394acc0ef68ee19315b665bb9aad4f205b6560d8ddc481e6b83d017c6e70c1a87b2f18c0fc81fcfcffc0f70a5949b
                d94b92195b4a151f66a2b734d3b421b5
                """,
                .rsaPSSPSSSHA384: """
                8991f369b06a4b00d2d7c299896f68b19e650f20743d16f35b3a93fbca9b77214d086a163cd6d48f872a1c26bffc2981
                2faebe1cd19e16aa80572ceeb0b1c23b93b644ee54e793e7e67a4750cf39ae3043d4b7829a97991a87ac8110a14580b5
                07d0e6156e614f677f80f83d9d4b9dbc65852b06057c3ac2a4eae9b266f2afd63209358663be0c5f0616d271cbd32fb7
                7c4fd8cabeb6e32182c39487ee99078912ea6d339553758cafeb7c6d9900ab058d4b79b4d2f833a5d71db6c7c7ca1d11
                6493eb1db2c2c498ada8296503a09944a618fc6e253e533a5d11d40a263827a3266290b2398bfd54bd44e475c6c83191
                40ff5a7972b335be65aa34e61e57dc47
                """,
                .rsaPSSPSSSHA512: """
                af1d9899eb6ef2790b726365198275bf122bf6a092b44a28f566144006cc25a5267ab0867a01c4b3d995e243601ae185
                fe02d36b95ac664d20b699522fd55f60f76db34dff6ae4c46d605b35ed1d4d714c43e22340eeb32179e31380c81d14a9
                54c6157187e3ef2a98e8993551c4d1d9f23c19967be85ab99b68bbcb6743d72dcf7d453f59c125e6d7561c8246a3aa63
                5c1a801108a03d6515397451bb64aabd4e089ad7a3a52edaa884940a41cd8e603a6220579e43724c1482dd92155a512b
                675a3eb1bfbecc0bea5a07798e8cae2880427c2a4c1a5a40dedbf268fefed31a320b76fd1bf10868619a05f108ad6933
                47e64a6ac8378af64682af8d5f7a752a
                """,
            ]),
        SignatureVector(
            "RSA-PSS for SHA-384",
            subjectPublicKeyInfo: """
                30820156304106092a864886f70d01010a3034a00f300d06096086480165030402020500a11c301a06092a864886f70d
                010108300d06096086480165030402020500a2030201300382010f003082010a0282010100b1d269cef1151613b3e566
                4d6a0f2a80620dba359a70a305a523d8966f6763ea82891d4721fbf2304ac735317059b9867947bb85593df9a85487fb
                bd4caf6bc50161d93691f5558c0c230868f23fe97b61c918d1028ab86b495bcda4121c6cd4cdb33d48008f75fd6bf125
                2b8f7510fc22798207ce4f50a10a5481786e64eb1efc65e1e6056d6efbb7238332c6f70fe882377efb29115010ec5406
                28430bd97b739a13e65496d18e6a481a3751f569c575f3a38cabd04c700d202d277248eaa03654ca8afb933a2ee16cd7
                973e6958c3d2ee0c3eba7a4401272264dc9561e501af53e5bfa092def5536b74a07c7d9a5bc854cc9a25041e922b0b24
                1ffba1003f0203010001
                """,
            signatures: [
                .rsaPSSPSSSHA384: """
                0e18a7695d6f39ca08468462151ef44c572e0e6b6c68e31bb5f1fa489ec4e47afb362829302f0e43e4a6a2c95ae5d439
                7a17f640519bd8a4f2449eea41410d3965d0a6f39b545424046c5ee49dd1fcab46d2e31b405a6611fc323d63c16fc984
                a519aa25374706c34a84bdd820614bafcf10d39f25f9fd34da05125fe066bbb6d0668e303fd6b197bfdef6bff22edc2d
                9623f7cf06e7d3c73cf8859c119715bc215beb1298c348e4a231adc6c1f3b296ff9639abb3c3ea60921bf74fa47af5b3
                ed788083c3f54169c93bd246daf91ad090d83fad4a276bc4854d8b10d864ef62eb7ca592eca5c85193bd66ab5ede5e75
                23e0d22de3e180f46e5e840b0df851f4
                """
            ]),
    ]
}
