import type { CertificateDetail, CertificateSummary } from '@aws-sdk/client-acm';
import type { Item } from './item.ts';

export interface AcmFacts {
  /** Of every key type; the region's and, for CloudFront, us-east-1's. */
  'acm.certificates': readonly Item<CertificateSummary, 'CertificateArn'>[];
  /** `InUseBy`, `RenewalSummary`, `DomainValidationOptions`, all alternative names. `ref` is the certificate's. */
  'acm.certificateDetails': readonly Item<CertificateDetail, 'CertificateArn'>[];
}
