import CTLSAEAD
package func probe() -> Int { Int(unsafe ctlsaead_overhead()) }
