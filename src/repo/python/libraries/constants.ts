import { native, nativeModule } from '../native.ts';
import { type PyModule, PyTuple } from '../values.ts';

/** Libraries of which settings take plain values only, or what no file tells. */
export const CONSTANT_MODULES: Readonly<Record<string, () => PyModule>> = {
  'corsheaders.defaults': () =>
    nativeModule('corsheaders.defaults', {
      default_headers: new PyTuple([
        'accept',
        'authorization',
        'content-type',
        'user-agent',
        'x-csrftoken',
        'x-requested-with',
      ]),
      default_methods: new PyTuple(['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT']),
    }),
  'csp.constants': () =>
    nativeModule('csp.constants', {
      HEADER: 'Content-Security-Policy',
      HEADER_REPORT_ONLY: 'Content-Security-Policy-Report-Only',
      NONE: "'none'",
      REPORT_SAMPLE: "'report-sample'",
      SELF: "'self'",
      STRICT_DYNAMIC: "'strict-dynamic'",
      UNSAFE_ALLOW_REDIRECTS: "'unsafe-allow-redirects'",
      UNSAFE_EVAL: "'unsafe-eval'",
      UNSAFE_HASHES: "'unsafe-hashes'",
      UNSAFE_INLINE: "'unsafe-inline'",
      WASM_UNSAFE_EVAL: "'wasm-unsafe-eval'",
    }),
  socket: () =>
    nativeModule('socket', {
      gethostname: native('gethostname()', (it) => it.unknown('the name of the host is not known', { type: 'str' })),
      getfqdn: native('getfqdn(name=None)', (it) => it.unknown('the name of the host is not known', { type: 'str' })),
    }),
  string: () =>
    nativeModule('string', {
      ascii_lowercase: 'abcdefghijklmnopqrstuvwxyz',
      ascii_uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
      ascii_letters: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
      digits: '0123456789',
      hexdigits: '0123456789abcdefABCDEF',
      octdigits: '01234567',
      punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
      whitespace: ' \t\n\r\u000b\u000c',
    }),
};
