// A small TLS client and server over Go's crypto/tls, for Waxbill's interoperability tests. Standard library only.
//
// A client sends a line, expects it back, half-closes and waits for the server's close_notify. A server says
// "ready PORT" and echoes lines. Both print one line of JSON a connection. See verify.go for the third thing it does.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"
)

type options struct {
	role                             string
	address, ca, cert, key, clientCA string
	serverName, groups, protocols    string
	versions, suites, keyLog, export string
	port, connections                int
	expectResumed, noTickets         bool
	timeout                          time.Duration
}

// report is what is printed of a connection.
type report struct {
	Peer              string `json:"peer"`
	Role              string `json:"role"`
	Connection        int    `json:"connection"`
	Version           string `json:"version,omitempty"`
	CipherSuite       string `json:"cipherSuite,omitempty"`
	Group             string `json:"group,omitempty"`
	Resumed           bool   `json:"resumed"`
	HelloRetryRequest bool   `json:"helloRetryRequest"`
	ALPN              string `json:"alpn"`
	ServerName        string `json:"serverName"`
	PeerCertificate   string `json:"peerCertificate"`
	Exported          string `json:"exported,omitempty"`
	ExportedInContext string `json:"exportedInContext,omitempty"`
	ClosedCleanly     bool   `json:"closedCleanly"`
	Error             string `json:"error,omitempty"`
}

var groupNames = map[tls.CurveID]string{
	tls.X25519MLKEM768: "X25519MLKEM768",
	tls.X25519:         "x25519",
	tls.CurveP256:      "secp256r1",
	tls.CurveP384:      "secp384r1",
	tls.CurveP521:      "secp521r1",
}

var versionNumbers = map[string]uint16{
	"1.0": tls.VersionTLS10,
	"1.1": tls.VersionTLS11,
	"1.2": tls.VersionTLS12,
	"1.3": tls.VersionTLS13,
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "verify" {
		if err := verify(os.Args[2:]); err != nil {
			fail(err)
		}
		return
	}
	options := parse()
	config, err := configuration(options)
	if err != nil {
		fail(err)
	}
	time.AfterFunc(options.timeout, func() { fail(errors.New("timed out")) })
	run := serve
	if options.role == "client" {
		run = connect
	}
	if err := run(options, config); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "go peer:", err)
	os.Exit(1)
}

func parse() options {
	if len(os.Args) < 2 || (os.Args[1] != "client" && os.Args[1] != "server") {
		fail(errors.New("usage: client|server --port N [options], or verify --ca F --cert F [options]"))
	}
	o := options{role: os.Args[1]}
	flags := flag.NewFlagSet(o.role, flag.ExitOnError)
	flags.StringVar(&o.address, "address", "127.0.0.1", "address to connect to or to listen on")
	flags.IntVar(&o.port, "port", 0, "port; 0 lets a server pick one")
	flags.StringVar(&o.ca, "ca", "", "client: trust roots (PEM); without them nothing is verified")
	flags.StringVar(&o.cert, "cert", "", "certificate chain (PEM)")
	flags.StringVar(&o.key, "key", "", "private key (PEM)")
	flags.StringVar(&o.clientCA, "client-ca", "", "server: require a client certificate from these roots (PEM)")
	flags.StringVar(&o.serverName, "server-name", "", "client: name to ask for and to verify")
	flags.StringVar(&o.groups, "group", "", "groups, by preference, with commas between")
	flags.StringVar(&o.protocols, "alpn", "", "application protocols, by preference, with commas between")
	flags.StringVar(&o.versions, "tls", "1.3", "version, or oldest-newest")
	flags.StringVar(&o.suites, "cipher", "", "cipher suites before TLS 1.3, with commas between")
	flags.StringVar(&o.keyLog, "keylog", "", "file for the secrets")
	flags.StringVar(&o.export, "export", "", "label of keying material to print, without a context and in \"context\"")
	flags.BoolVar(&o.noTickets, "no-tickets", false, "neither give nor take session tickets")
	flags.IntVar(&o.connections, "connections", 1, "how many connections to make or to serve")
	flags.BoolVar(&o.expectResumed, "expect-resumed", false, "fail unless each connection but the first is resumed")
	seconds := flags.Int("timeout", 30, "give up after this many seconds")
	flags.Parse(os.Args[2:])
	o.timeout = time.Duration(*seconds) * time.Second
	return o
}

func configuration(o options) (*tls.Config, error) {
	oldest, newest, isRange := strings.Cut(o.versions, "-")
	if !isRange {
		newest = oldest
	}
	config := &tls.Config{
		MinVersion:             versionNumbers[oldest],
		MaxVersion:             versionNumbers[newest],
		ServerName:             o.serverName,
		SessionTicketsDisabled: o.noTickets,
	}
	if config.MinVersion == 0 || config.MaxVersion == 0 {
		return nil, fmt.Errorf("unknown version in %q", o.versions)
	}
	if o.keyLog != "" {
		file, err := os.OpenFile(o.keyLog, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return nil, err
		}
		config.KeyLogWriter = file
	}
	if o.cert != "" {
		pair, err := tls.LoadX509KeyPair(o.cert, o.key)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{pair}
	}
	if o.protocols != "" {
		config.NextProtos = strings.Split(o.protocols, ",")
	}
	var err error
	if config.CurvePreferences, err = groups(o.groups); err != nil {
		return nil, err
	}
	if config.CipherSuites, err = suites(o.suites); err != nil {
		return nil, err
	}
	if o.role == "client" {
		config.ClientSessionCache = tls.NewLRUClientSessionCache(8)
		if config.ServerName == "" {
			config.ServerName = o.address
		}
		config.InsecureSkipVerify = o.ca == ""
		config.RootCAs, err = roots(o.ca)
		return config, err
	}
	if o.clientCA != "" {
		config.ClientAuth = tls.RequireAndVerifyClientCert
		config.ClientCAs, err = roots(o.clientCA)
	}
	return config, err
}

func groups(list string) (ids []tls.CurveID, err error) {
	if list == "" {
		return nil, nil
	}
names:
	for _, name := range strings.Split(list, ",") {
		for id, known := range groupNames {
			if strings.EqualFold(name, known) {
				ids = append(ids, id)
				continue names
			}
		}
		return nil, fmt.Errorf("unknown group %q", name)
	}
	return ids, nil
}

// suites gives what Go can choose: those of TLS 1.3 are not among them.
func suites(list string) (ids []uint16, err error) {
	if list == "" {
		return nil, nil
	}
names:
	for _, name := range strings.Split(list, ",") {
		for _, known := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
			if known.Name == name {
				ids = append(ids, known.ID)
				continue names
			}
		}
		return nil, fmt.Errorf("unknown cipher suite %q", name)
	}
	return ids, nil
}

func roots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("no certificate in %s", file)
	}
	return pool, nil
}

func connect(o options, config *tls.Config) error {
	for number := 1; number <= o.connections; number++ {
		connection, err := net.Dial("tcp", net.JoinHostPort(o.address, fmt.Sprint(o.port)))
		if err != nil {
			return err
		}
		secured := tls.Client(connection, config)
		clean, err := ping(secured)
		print(o, number, secured, clean, err)
		secured.Close()
		if err != nil {
			return err
		}
		if o.expectResumed && number > 1 && !secured.ConnectionState().DidResume {
			return fmt.Errorf("connection %d was not resumed", number)
		}
	}
	return nil
}

// ping sends a line, wants it back, and says whether the server ended with close_notify.
func ping(connection *tls.Conn) (clean bool, err error) {
	if _, err := io.WriteString(connection, "ping\n"); err != nil {
		return false, err
	}
	reader := bufio.NewReader(connection)
	line, err := reader.ReadString('\n')
	if err != nil {
		return false, err
	}
	if line != "ping\n" {
		return false, fmt.Errorf("sent \"ping\\n\", got %q back", line)
	}
	if err := connection.CloseWrite(); err != nil {
		return false, err
	}
	_, err = io.Copy(io.Discard, reader)
	return err == nil, nil
}

func serve(o options, config *tls.Config) error {
	listener, err := net.Listen("tcp", net.JoinHostPort(o.address, fmt.Sprint(o.port)))
	if err != nil {
		return err
	}
	fmt.Printf("ready %d\n", listener.Addr().(*net.TCPAddr).Port)
	var failure error
	for number := 1; number <= o.connections; number++ {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		secured := tls.Server(connection, config)
		_, err = io.Copy(secured, secured)
		print(o, number, secured, err == nil, err)
		secured.Close()
		if err == nil && o.expectResumed && number > 1 && !secured.ConnectionState().DidResume {
			err = fmt.Errorf("connection %d was not resumed", number)
		}
		if err != nil {
			failure = err
		}
	}
	return failure
}

func print(o options, number int, connection *tls.Conn, clean bool, err error) {
	state := connection.ConnectionState()
	line := report{Peer: "go", Role: o.role, Connection: number, ClosedCleanly: clean}
	if state.HandshakeComplete {
		line.Version = strings.Replace(tls.VersionName(state.Version), "TLS ", "TLSv", 1)
		line.CipherSuite = tls.CipherSuiteName(state.CipherSuite)
		line.Group = groupNames[state.CurveID]
		line.Resumed = state.DidResume
		if o.export != "" {
			line.Exported = exported(state, o.export, nil)
			line.ExportedInContext = exported(state, o.export, []byte("context"))
		}
		line.HelloRetryRequest = state.HelloRetryRequest
		line.ALPN = state.NegotiatedProtocol
		line.ServerName = state.ServerName
		if len(state.PeerCertificates) > 0 {
			line.PeerCertificate = state.PeerCertificates[0].Subject.CommonName
		}
	}
	if err != nil {
		line.Error = err.Error()
	}
	text, _ := json.Marshal(line)
	fmt.Println(string(text))
}

// exported is 48 bytes of keying material; empty where the connection does not allow it.
func exported(state tls.ConnectionState, label string, context []byte) string {
	material, err := state.ExportKeyingMaterial(label, context, 48)
	if err != nil {
		return ""
	}
	return hex.EncodeToString(material)
}
