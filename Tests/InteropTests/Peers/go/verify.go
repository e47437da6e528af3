package main

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"
)

// verify judges a certificate as crypto/x509 does, without a connection: up to the roots, for a purpose, and with --crl
// against the lists of the issuers on the way.
func verify(arguments []string) error {
	flags := flag.NewFlagSet("verify", flag.ExitOnError)
	ca := flags.String("ca", "", "trust roots (PEM)")
	cert := flags.String("cert", "", "the certificate, then those between it and the roots (PEM)")
	name := flags.String("server-name", "", "name or address that it has to have")
	purpose := flags.String("purpose", "server", "server or client")
	crl := flags.String("crl", "", "lists of revoked certificates, one of each issuer (PEM)")
	flags.Parse(arguments)

	certificates, err := chain(*cert)
	if err != nil {
		return err
	}
	options := x509.VerifyOptions{DNSName: *name, Intermediates: x509.NewCertPool()}
	for _, intermediate := range certificates[1:] {
		options.Intermediates.AddCert(intermediate)
	}
	if options.Roots, err = roots(*ca); err != nil {
		return err
	}
	options.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	if *purpose == "client" {
		options.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	paths, err := certificates[0].Verify(options)
	if err != nil || *crl == "" {
		return err
	}
	return revocation(paths[0], *crl)
}

func chain(file string) ([]*x509.Certificate, error) {
	blocks, err := blocks(file)
	if err != nil {
		return nil, err
	}
	var all []*x509.Certificate
	for _, block := range blocks {
		certificate, err := x509.ParseCertificate(block)
		if err != nil {
			return nil, err
		}
		all = append(all, certificate)
	}
	return all, nil
}

// revocation wants a current list of each issuer on a path, signed by it, and the certificate not on it.
func revocation(path []*x509.Certificate, file string) error {
	blocks, err := blocks(file)
	if err != nil {
		return err
	}
	lists := map[string]*x509.RevocationList{}
	for _, block := range blocks {
		list, err := x509.ParseRevocationList(block)
		if err != nil {
			return err
		}
		lists[string(list.RawIssuer)] = list
	}
	for index, issuer := range path[1:] {
		certificate, list := path[index], lists[string(issuer.RawSubject)]
		if list == nil {
			return fmt.Errorf("no list of %s", issuer.Subject)
		}
		if err := list.CheckSignatureFrom(issuer); err != nil {
			return err
		}
		if now := time.Now(); now.Before(list.ThisUpdate) || now.After(list.NextUpdate) {
			return fmt.Errorf("the list of %s is not current", issuer.Subject)
		}
		for _, entry := range list.RevokedCertificateEntries {
			if entry.SerialNumber.Cmp(certificate.SerialNumber) == 0 && bytes.Equal(list.RawIssuer, certificate.RawIssuer) {
				return fmt.Errorf("%s was revoked for reason %d", certificate.Subject, entry.ReasonCode)
			}
		}
	}
	return nil
}

// blocks gives the contents of a PEM file, of which there have to be some.
func blocks(file string) (contents [][]byte, err error) {
	rest, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		contents = append(contents, block.Bytes)
	}
	if len(contents) == 0 {
		return nil, errors.New("no PEM in " + file)
	}
	return contents, nil
}
