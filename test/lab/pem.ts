import { spawnSync } from 'node:child_process';

export interface Pem {
  readonly certificate: string;
  readonly key: string;
}

const SCRIPT = `
import datetime, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
name, days = sys.argv[1], int(sys.argv[2])
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
now = datetime.datetime.now(datetime.timezone.utc)
certificate = (
    x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
    .not_valid_after(now + datetime.timedelta(days=days))
    .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).sign(key, hashes.SHA256())
)
print(certificate.public_bytes(serialization.Encoding.PEM).decode(), end="\\0")
print(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode(), end="")
`;

/** A certificate that signs itself, made by the lab's Python, which has moto's cryptography. */
export function pem(name: string, days: number): Pem {
  const { stdout, stderr, status } = spawnSync(
    process.env['DJAUDIT_LAB_PYTHON'] ?? 'python3',
    ['-c', SCRIPT, name, String(days)],
    { encoding: 'utf8' },
  );
  const [certificate, key] = stdout.split('\0');
  if (status !== 0 || certificate === undefined || key === undefined) throw new Error(`no certificate: ${stderr}`);
  return { certificate, key };
}
