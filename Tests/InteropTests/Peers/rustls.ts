// A small TLS client and server over rustls (Deno's node:tls), for Waxbill's interoperability tests.
//
// A client sends a line, expects it back, half-closes and waits for the server's close_notify. A server says
// "ready PORT" and echoes lines. Both print one line of JSON a connection. rustls does not tell Deno the group,
// nor lets it choose groups or suites; the other side knows.

import tls from "node:tls";
import { parseArgs } from "node:util";
import { readFileSync } from "node:fs";

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    address: { type: "string", default: "127.0.0.1" },
    port: { type: "string", default: "0" },
    ca: { type: "string" },
    cert: { type: "string" },
    key: { type: "string" },
    "client-ca": { type: "string" },
    "server-name": { type: "string" },
    alpn: { type: "string" },
    tls: { type: "string", default: "1.3" },
    connections: { type: "string", default: "1" },
    timeout: { type: "string", default: "30" },
  },
});
const role = positionals[0];
const versions = options.tls.split("-");
const connections = Number(options.connections);

function pem(file?: string): string | undefined {
  return file ? readFileSync(file, "utf8") : undefined;
}

function fail(reason: string): never {
  console.error(`rustls peer: ${reason}`);
  Deno.exit(1);
}

// What is known of a connection once its handshake is complete; it is gone when the socket is closed.
function facts(socket: tls.TLSSocket) {
  return {
    version: socket.getProtocol(),
    cipherSuite: socket.getCipher().standardName,
    alpn: socket.alpnProtocol || "",
    serverName: role === "server" ? (socket as unknown as { servername?: string }).servername || "" : options["server-name"],
    peerCertificate: socket.getPeerCertificate()?.subject?.CN ?? "",
  };
}

function report(connection: number, known: Partial<ReturnType<typeof facts>>, closedCleanly: boolean, error?: string) {
  console.log(JSON.stringify({ peer: "rustls", role, connection, ...known, closedCleanly, error }));
}

const shared = {
  ALPNProtocols: options.alpn?.split(","),
  cert: pem(options.cert),
  key: pem(options.key),
  minVersion: `TLSv${versions[0]}` as tls.SecureVersion,
  maxVersion: `TLSv${versions[versions.length - 1]}` as tls.SecureVersion,
};

// One connection: sends the line, and ends when both sides have.
function ping(number: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = "";
    let clean = false;
    let problem: string | undefined;
    let known = {};
    const socket = tls.connect({
      ...shared,
      host: options.address,
      port: Number(options.port),
      servername: options["server-name"] ?? options.address,
      ca: pem(options.ca),
      rejectUnauthorized: options.ca !== undefined,
    }, () => {
      known = facts(socket);
      socket.write("ping\n");
    });
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      answer += text;
      if (answer.endsWith("\n")) socket.end();
    });
    socket.on("end", () => clean = true);
    socket.on("error", (error: Error) => problem ??= error.message);
    socket.on("close", () => {
      if (!problem && answer !== "ping\n") problem = `sent "ping\\n", got ${JSON.stringify(answer)} back`;
      report(number, known, clean, problem);
      problem ? reject(new Error(problem)) : resolve();
    });
  });
}

function serve() {
  let finished = 0;
  let good = true;
  function finish(known: Partial<ReturnType<typeof facts>>, clean: boolean, problem?: string) {
    finished += 1;
    good &&= problem === undefined;
    report(finished, known, clean, problem);
    if (finished === connections) Deno.exit(good ? 0 : 1);
  }
  const server = tls.createServer({
    ...shared,
    ca: pem(options["client-ca"]),
    requestCert: options["client-ca"] !== undefined,
    rejectUnauthorized: options["client-ca"] !== undefined,
  }, (socket) => {
    const known = facts(socket);
    let clean = false;
    let problem: string | undefined;
    socket.on("data", (data) => socket.write(data));
    socket.on("end", () => {
      clean = true;
      socket.end();
    });
    socket.on("error", (error: Error) => problem ??= error.message);
    socket.on("close", () => finish(known, clean, problem));
  });
  server.on("tlsClientError", (error: Error) => finish({}, false, error.message));
  server.listen(Number(options.port), options.address, () => {
    console.log(`ready ${(server.address() as { port: number }).port}`);
  });
}

setTimeout(() => fail("timed out"), Number(options.timeout) * 1000);
if (role === "server") {
  serve();
} else if (role === "client") {
  try {
    for (let number = 1; number <= connections; number++) await ping(number);
    Deno.exit(0);
  } catch (error) {
    fail((error as Error).message);
  }
} else {
  fail("usage: client|server --port N [options]");
}
