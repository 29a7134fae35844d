/**
 * The whole internet or half of it: `0.0.0.0/0`, `::/0`, and the two halves (`0.0.0.0/1`, `128.0.0.0/1`) or the IPv6 unicast
 * space (`2000::/3`) that people write to get past checks for the former.
 */
export function isWorld(cidr: string): boolean {
  const [address = '', size = '128'] = cidr.split('/');
  return Number(size) <= (address.includes(':') ? 3 : 1);
}

/** RFC 1918, carrier-grade NAT, loopback and link-local. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'];

/** Addresses that the internet does not route to. */
export function isPrivate(cidr: string): boolean {
  const [address = '', size = '32'] = cidr.split('/');
  if (address.includes(':')) return /^(f[cd]|fe[89ab]|::1$)/i.test(address);
  return PRIVATE.some((block) => {
    const [base = '', bits = '0'] = block.split('/');
    return Number(size) >= Number(bits) && network(address, Number(bits)) === network(base, Number(bits));
  });
}

function network(address: string, bits: number): number {
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return Math.floor(number / 2 ** (32 - bits));
}
