import { type Erratum, withoutErrata } from '../../../contract/errata/errata.js';
import { listRevisions, loadContract, readPackageJson } from '../../../contract/load.js';
import type { Service } from '../../../contract/types.js';
import { contractSurface, factsOf, type Lacks, lacksOf, select, sizeOf } from '../findings/lacks.js';
import type { Surface } from '../surface.js';

/** The revisions of ours that something else is nearest to: one or, where it cannot be told, several. */
export interface AsOf {
  readonly from: string;
  readonly to: string;
  /** Facts by which it differs from them; none where it is just as they are. */
  readonly differences: number;
}

/** How the contract of a service stands to something else that describes the service. */
export interface Standing {
  /** Latest revision of the contract. */
  readonly revision: string;
  readonly asOf: AsOf;
  /** What the other one has and the contract lacks. */
  readonly behind: Lacks;
  /** What the contract has and the other one lacks. */
  readonly ahead: Lacks;
  /** What the other one has as of its revision, and a later revision took away or changed. */
  readonly since: Lacks;
}

/** Compares what something else says of a service with the contract at every revision, as the models of AWS had it. */
export function standingTo(service: Service, other: Surface): Standing {
  const published = surfacesOf(service);
  const [latest] = published.slice(-1);
  if (latest === undefined) throw new Error(`${service} has no revision`);
  const measured = published.map((each) => ({
    ...each,
    differences:
      sizeOf(lacksOf(service, each.surface, other)) + sizeOf(lacksOf(service, other, each.surface)),
  }));
  const differences = Math.min(...measured.map((each) => each.differences));
  const nearest = measured.filter((each) => each.differences === differences);
  const [first = latest, last = first] = [nearest[0], nearest.at(-1)];
  const lacking = lacksOf(service, latest.surface, other);
  const earlier = factsOf(last.surface);
  return {
    revision: latest.revision,
    asOf: { from: first.revision, to: last.revision, differences },
    behind: select(lacking, (fact) => !earlier.has(fact)),
    ahead: lacksOf(service, other, latest.surface),
    since: select(lacking, (fact) => earlier.has(fact)),
  };
}

interface RevisionSurface {
  readonly revision: string;
  readonly surface: Surface;
}

const surfaces = new Map<Service, readonly RevisionSurface[]>();

/** The surfaces of all revisions, oldest first; found once. */
function surfacesOf(service: Service): readonly RevisionSurface[] {
  const found =
    surfaces.get(service) ??
    listRevisions(service).map((revision) => ({ revision, surface: publishedSurface(service, revision) }));
  surfaces.set(service, found);
  return found;
}

/** The surface of a revision as AWS published it: what an erratum corrects, the other one is right to have. */
export function publishedSurface(service: Service, revision: string): Surface {
  const errata = readPackageJson<Erratum[]>('specs', service, 'errata.json');
  return contractSurface(withoutErrata(loadContract(service, revision), errata));
}
