import { contractOf } from '../../../contract/derive/derive.js';
import { ModelError, type ServiceModel } from '../../../contract/derive/smithy/model.js';
import { deriveService } from '../../../contract/derive/smithy/service.js';
import type { Service } from '../../../contract/types.js';
import { UsageError } from '../../../results/errors/usage-error.js';
import { contractSurface } from '../findings/lacks.js';
import type { Surface } from '../surface.js';

/** A service model that somebody else has. */
export interface FoundModel {
  readonly file: string;
  readonly model: ServiceModel;
}

/**
 * What a model says of a service: it is derived as our contracts are, without errata.
 * @throws UsageError when it contradicts itself or uses what contracts cannot express
 */
export function surfaceOfModel(service: Service, { file, model }: FoundModel): Surface {
  try {
    return contractSurface(contractOf(deriveService({ service, revision: '', model })));
  } catch (error) {
    if (error instanceof ModelError) throw unusable(error.message, file);
    throw error;
  }
}

/** Says that a model is of no use, and what to do. @param why names the file, unless it is given before */
export function unusable(why: string, file?: string): UsageError {
  const told = `${file === undefined ? '' : `${file} is no model that can be compared with: `}${why}`;
  return new UsageError(
    `${told.replaceAll(/\s+/g, ' ')}. Get it again if it was cut short on its way, or name another one.`,
  );
}
