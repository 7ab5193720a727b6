// A second self-signed certificate for 127.0.0.1, valid 2020 to 2119: consoles under test trust it through NODE_EXTRA_CA_CERTS, so that a refused server can recover.
// Made once with `openssl ca -selfsign -startdate 20200101000000Z -enddate 21200101000000Z`. It protects nothing.

export const trusted = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkgLJtfYLfBamUWPu
I3bdlCsaE4kuttF5AW/i/jr9dSihRANCAARb3XCqh8u3fXNbb/c0ibmh7yMeTZj7
rSwjOVCvNqM7duPrZX87wM3XOjB34RwoS+5VFkcR0NThAlDACNWDHRhE
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBWzCCAQKgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAkxMjcuMC4w
LjEwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CTEyNy4wLjAuMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFvdcKqHy7d9c1tv
9zSJuaHvIx5NmPutLCM5UK82ozt24+tlfzvAzdc6MHfhHChL7lUWRxHQ1OECUMAI
1YMdGESjQzBBMA8GA1UdEQQIMAaHBH8AAAEwDwYDVR0TAQH/BAUwAwEB/zAdBgNV
HQ4EFgQUXOsgm1fwTwUCccFEOSi/EkiS4lswCgYIKoZIzj0EAwIDRwAwRAIgRpl8
5nLR6oAheX0ZtHgriSKeiQGGmU4P4KCw6rF2+ngCIFpmapl2lGBtq/ql4h8QOPTe
hrHvycGNQnA53ufBKqpK
-----END CERTIFICATE-----
`,
} as const;
