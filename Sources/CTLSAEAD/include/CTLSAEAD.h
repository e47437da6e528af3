#ifndef CTLSAEAD_H
#define CTLSAEAD_H
int ctlsaead_overhead(void);
#endif
