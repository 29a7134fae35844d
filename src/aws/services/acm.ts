import { ACMClient, DescribeCertificateCommand, KeyAlgorithm, ListCertificatesCommand } from '@aws-sdk/client-acm';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';

/** Without the filter, AWS lists certificates with RSA keys of 1024 and 2048 bits only. */
const EVERY_KEY = { MaxItems: 1000, Includes: { keyTypes: Object.values(KeyAlgorithm) } };

const certificates: Collector<'acm.certificates'> = async function* ({ pages, ref }) {
  for await (const page of pages(ListCertificatesCommand, EVERY_KEY, by('NextToken'))) {
    yield must(page.CertificateSummaryList, 'CertificateSummaryList').map((certificate) => {
      const CertificateArn = must(certificate.CertificateArn, 'CertificateArn');
      return { ...certificate, ref: ref(CertificateArn, certificate.DomainName), CertificateArn };
    });
  }
};

const certificateDetails: Collector<'acm.certificateDetails'> = ({ ask, each, from }) =>
  each(from('acm.certificates'), async ({ ref, CertificateArn }) => {
    const absent = ['ResourceNotFoundException'];
    const answer = await ask(DescribeCertificateCommand, { CertificateArn }, { absent });
    return answer && { ...must(answer.Certificate, 'Certificate'), ref, CertificateArn };
  });

export const acm: ServiceModule<'acm'> = {
  client: (config) => new ACMClient(config),
  collectors: { 'acm.certificates': certificates, 'acm.certificateDetails': certificateDetails },
};
