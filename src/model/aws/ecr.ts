import type {
  ImageDetail,
  ImageScanFindings,
  ImageScanStatus,
  RegistryScanningConfiguration,
  Repository,
} from '@aws-sdk/client-ecr';
import type { Subject } from '../subject.ts';
import type { Item } from './item.ts';

/** `ref.id` is the repository's ARN with `#<digest of the image>`. */
type Image = Item<ImageDetail, 'repositoryName' | 'imageDigest'>;

export interface EcrFacts {
  'ecr.repositories': readonly Item<Repository, 'repositoryArn' | 'repositoryName' | 'repositoryUri'>[];
  /** One for each region. */
  'ecr.registryScanning': readonly Item<RegistryScanningConfiguration>[];
  /** The images that tasks run, by digest. */
  'ecr.images': readonly Image[];
  /** `ref` is the image's. An image that was never scanned has no item. */
  'ecr.imageScanFindings': readonly (Subject & {
    readonly repositoryName: string;
    readonly imageDigest: string;
    readonly imageScanStatus?: ImageScanStatus;
    readonly imageScanFindings?: Omit<ImageScanFindings, 'findings' | 'enhancedFindings'>;
  })[];
}
