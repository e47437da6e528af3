import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A small TLS client and server over Java's JSSE, for Waxbill's interoperability tests. Standard library only.
 *
 * <p>A client sends a line, expects it back, half-closes and waits for the server's close_notify. A server says "ready
 * PORT" and echoes. Both print one line of JSON a connection.
 */
public final class JSSEPeer {
    /** Options that stand alone. */
    private static final Set<String> FLAGS = Set.of("expect-resumed", "no-tickets", "no-ems");

    private static final Map<String, String> PROTOCOLS =
        Map.of("1.0", "TLSv1", "1.1", "TLSv1.1", "1.2", "TLSv1.2", "1.3", "TLSv1.3");

    private final boolean isClient;
    private final Map<String, String> options;

    private JSSEPeer(String role, Map<String, String> options) {
        isClient = role.equals("client");
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || !Set.of("client", "server").contains(arguments[0])) {
            fail("usage: client|server --port N [options]");
        }
        Map<String, String> options = parse(arguments);
        giveUpAfter(Integer.parseInt(options.getOrDefault("timeout", "30")));
        configureProvider(options);
        JSSEPeer peer = new JSSEPeer(arguments[0], options);
        boolean good = peer.isClient ? peer.connect() : peer.serve();
        System.exit(good ? 0 : 1);
    }

    private static Map<String, String> parse(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int index = 1; index < arguments.length; index++) {
            String name = arguments[index].replaceFirst("^--", "");
            if (FLAGS.contains(name)) {
                options.put(name, "");
            } else if (index + 1 < arguments.length) {
                options.put(name, arguments[++index]);
            } else {
                fail("--" + name + " needs a value");
            }
        }
        return options;
    }

    /** What JSSE takes from the whole process; it reads this when it is first used. */
    private static void configureProvider(Map<String, String> options) {
        // What is left is what nobody should use at all: versions, suites and key lengths are up to the caller.
        Security.setProperty("jdk.tls.disabledAlgorithms", "SSLv3, RC4, DES, MD5withRSA, anon, NULL");
        if (options.containsKey("key-limit")) {
            String limit = options.get("key-limit");
            Security.setProperty(
                "jdk.tls.keyLimits",
                "AES/GCM/NoPadding KeyUpdate " + limit + ", ChaCha20-Poly1305 KeyUpdate " + limit);
        }
        if (options.containsKey("group")) System.setProperty("jdk.tls.namedGroups", options.get("group"));
        String tickets = String.valueOf(!options.containsKey("no-tickets"));
        System.setProperty("jdk.tls.client.enableSessionTicketExtension", tickets);
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", tickets);
        System.setProperty("jdk.tls.useExtendedMasterSecret", String.valueOf(!options.containsKey("no-ems")));
        System.setProperty("jdk.tls.allowLegacyResumption", String.valueOf(options.containsKey("no-ems")));
    }

    private static void giveUpAfter(int seconds) {
        Thread watch = new Thread(() -> {
            try {
                Thread.sleep(seconds * 1000L);
            } catch (InterruptedException interrupted) {
                return;
            }
            fail("timed out");
        });
        watch.setDaemon(true);
        watch.start();
    }

    private static void fail(String reason) {
        System.err.println("jsse peer: " + reason);
        System.err.flush();
        // Not exit(): nothing has to be put in order.
        Runtime.getRuntime().halt(1);
    }

    private int connections() {
        return Integer.parseInt(options.getOrDefault("connections", "1"));
    }

    private String[] list(String name) {
        return options.containsKey(name) ? options.get(name).split(",") : new String[0];
    }

    // Credentials

    private SSLContext context() throws GeneralSecurityException, IOException {
        KeyManager[] keys = null;
        if (options.containsKey("cert")) {
            Certificate[] chain = certificates(options.get("cert")).toArray(new Certificate[0]);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("identity", key(options.get("key")), new char[0], chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(store, new char[0]);
            keys = factory.getKeyManagers();
        }
        String roots = options.get(isClient ? "ca" : "client-ca");
        TrustManager[] trust = roots != null ? trust(roots) : new TrustManager[] {new Credulous()};
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(keys, trust, null);
        return made;
    }

    private static List<X509Certificate> certificates(String file) throws GeneralSecurityException, IOException {
        List<X509Certificate> found = new ArrayList<>();
        try (InputStream stream = Files.newInputStream(Path.of(file))) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
                found.add((X509Certificate) each);
            }
        }
        return found;
    }

    private static PrivateKey key(String file) throws GeneralSecurityException, IOException {
        String text = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text));
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                continue;
            }
        }
        throw new GeneralSecurityException("no key in " + file);
    }

    private static TrustManager[] trust(String file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate root : certificates(file)) {
            store.setCertificateEntry(root.getSerialNumber().toString(), root);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Believes everybody. */
    private static final class Credulous implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authentication) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authentication) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    // Connections

    /** Makes the connections, for each suite of --each-cipher if there are such. */
    private boolean connect() throws GeneralSecurityException, IOException {
        String[] suites = list("each-cipher");
        if (suites.length == 0) return connect(list("cipher"));
        boolean good = true;
        for (String suite : suites) good &= connect(new String[] {suite});
        return good;
    }

    private boolean connect(String[] suites) throws GeneralSecurityException, IOException {
        // A context of its own has no session of anybody else.
        SSLContext context = context();
        for (int number = 1; number <= connections(); number++) {
            int port = Integer.parseInt(options.get("port"));
            String name = options.getOrDefault("server-name", address());
            Socket plain = new Socket(address(), port);
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, port, true);
            socket.setSSLParameters(parameters(socket.getSSLParameters(), suites));
            if (!converse(number, socket)) return false;
        }
        return true;
    }

    private boolean serve() throws GeneralSecurityException, IOException {
        SSLContext context = context();
        boolean good = true;
        int port = Integer.parseInt(options.getOrDefault("port", "0"));
        InetAddress local = InetAddress.getByName(address());
        try (SSLServerSocket listener =
            (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, 50, local)) {
            listener.setSSLParameters(parameters(listener.getSSLParameters(), list("cipher")));
            System.out.println("ready " + listener.getLocalPort());
            for (int number = 1; number <= connections(); number++) {
                good &= converse(number, (SSLSocket) listener.accept());
            }
        }
        return good;
    }

    private String address() {
        return options.getOrDefault("address", "127.0.0.1");
    }

    private SSLParameters parameters(SSLParameters parameters, String[] suites) {
        String[] ends = options.getOrDefault("tls", "1.3").split("-");
        parameters.setProtocols(
            PROTOCOLS.keySet().stream()
                .filter(version -> version.compareTo(ends[0]) >= 0 && version.compareTo(ends[ends.length - 1]) <= 0)
                .map(PROTOCOLS::get)
                .toArray(String[]::new));
        if (suites.length > 0) parameters.setCipherSuites(suites);
        if (options.containsKey("alpn")) parameters.setApplicationProtocols(list("alpn"));
        if (isClient) {
            if (options.containsKey("ca")) parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (options.containsKey("server-name")) {
                parameters.setServerNames(List.of(new SNIHostName(options.get("server-name"))));
            }
        } else {
            // The client's order decides, as with most others.
            parameters.setUseCipherSuitesOrder(false);
            parameters.setNeedClientAuth(options.containsKey("client-ca"));
        }
        return parameters;
    }

    /** One connection and its report; whether it did what it should. */
    private boolean converse(int number, SSLSocket socket) {
        long start = System.currentTimeMillis();
        String error = null;
        boolean resumed = false;
        SSLSession session = null;
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.startHandshake();
            session = socket.getSession();
            // A resumed session is as old as the first one.
            resumed = session.getCreationTime() < start;
            if (isClient) ping(socket); else echo(socket);
            if (options.containsKey("expect-resumed") && number > 1 && !resumed) error = "it was not resumed";
        } catch (IOException caught) {
            error = String.valueOf(caught.getMessage());
        }
        report(number, session, resumed, socket, error);
        return error == null;
    }

    private void ping(SSLSocket socket) throws IOException {
        OutputStream output = socket.getOutputStream();
        InputStream input = socket.getInputStream();
        byte[] line = "ping\n".getBytes(StandardCharsets.UTF_8);
        output.write(line);
        byte[] answer = input.readNBytes(line.length);
        if (!Arrays.equals(answer, line)) {
            throw new IOException("sent \"ping\\n\", got \"" + new String(answer, StandardCharsets.UTF_8) + "\" back");
        }
        socket.shutdownOutput();
        input.transferTo(OutputStream.nullOutputStream());
    }

    private void echo(SSLSocket socket) throws IOException {
        InputStream input = socket.getInputStream();
        byte[] block = new byte[16_384];
        for (int count = input.read(block); count >= 0; count = input.read(block)) {
            socket.getOutputStream().write(block, 0, count);
        }
        socket.shutdownOutput();
    }

    private void report(int number, SSLSession session, boolean resumed, SSLSocket socket, String error) {
        List<String> fields = new ArrayList<>();
        fields.add(field("peer", "jsse"));
        fields.add(field("role", isClient ? "client" : "server"));
        fields.add("\"connection\":" + number);
        if (session != null) {
            fields.add(field("version", session.getProtocol().equals("TLSv1") ? "TLSv1.0" : session.getProtocol()));
            fields.add(field("cipherSuite", session.getCipherSuite()));
            fields.add("\"resumed\":" + resumed);
            fields.add(field("alpn", socket.getApplicationProtocol()));
            fields.add(field("serverName", serverName(session)));
            fields.add(field("peerCertificate", commonName(session)));
        }
        // A read that does not end with close_notify is an error.
        fields.add("\"closedCleanly\":" + (error == null));
        if (error != null) fields.add(field("error", error));
        System.out.println("{" + String.join(",", fields) + "}");
    }

    private String serverName(SSLSession session) {
        return session instanceof ExtendedSSLSession extended && !extended.getRequestedServerNames().isEmpty()
            ? new String(extended.getRequestedServerNames().get(0).getEncoded(), StandardCharsets.UTF_8)
            : "";
    }

    private static String commonName(SSLSession session) {
        try {
            return session.getPeerPrincipal().getName().replaceFirst("^.*CN=", "").replaceFirst(",.*", "");
        } catch (SSLPeerUnverifiedException nobody) {
            return "";
        }
    }

    private static String field(String name, String value) {
        String text = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "\"" + name + "\":\"" + text + "\"";
    }
}
