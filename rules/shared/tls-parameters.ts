/** The parameter that makes an engine refuse connections without TLS; undefined for engines that have none. */
export function tlsParameter(engine: string): string | undefined {
  if (/^(aurora-postgresql|postgres|sqlserver-.*)$/.test(engine)) return 'rds.force_ssl';
  return /^(aurora-mysql|aurora|mysql|mariadb)$/.test(engine) ? 'require_secure_transport' : undefined;
}

/** From which version on TLS is enforced by default, and up to which it is not; what lies between is not known. */
const DEFAULTS: Readonly<Record<string, { readonly onFrom: number; readonly offUpTo: number }>> = {
  postgres: { onFrom: 15, offUpTo: 14 },
  'aurora-postgresql': { onFrom: 17, offUpTo: 14 },
  mysql: { onFrom: 9.7, offUpTo: 8.4 },
  mariadb: { onFrom: 11.8, offUpTo: 11.4 },
};

/** Whether that version enforces TLS when nobody sets the parameter; undefined when it cannot be told. */
export function tlsByDefault(engine: string, version: string): boolean | undefined {
  if (engine.startsWith('sqlserver') || engine === 'aurora-mysql') return false;
  const defaults = DEFAULTS[engine];
  const [major = '', minor = '0'] = version.split('.');
  const number = engine.includes('postgres')
    ? Number(major)
    : Number(major) + Number(minor) / (minor.length > 1 ? 100 : 10);
  if (defaults === undefined || Number.isNaN(number)) return undefined;
  if (number >= defaults.onFrom) return true;
  return Math.floor(number * 10) / 10 <= defaults.offUpTo ? false : undefined;
}
