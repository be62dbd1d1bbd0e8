/** Tokens that are revoked: who joined with one is disconnected, and nobody can join with it any more. */
import { isObject } from '../../../transport/http/answer.js';
import { describeAnswer, expectMember, requireSuccess, stringAt } from '../../expect/expect.js';
import { DeviationFound, Inconclusive } from '../../expect/verdicts.js';
import type { CheckContext } from '../../types.js';
import type { Course } from '../course.js';
import { gone, type Issued, issue, JOINING, join, joinWith, newStage } from '../people.js';
import { read } from './participant-views.js';

const LIVE = { makes: ['Stage'], calls: JOINING, drives: 'joinParticipant' } as const;

/** A well-formed ID of no token. */
const UNKNOWN = 'ivs-conformance-0000';

/** What an unknown ID may be refused with; no page says whether it is. */
const REFUSALS = ['ValidationException', 'ResourceNotFoundException'];

/** Courses about revoked tokens, by their rules. */
export const REVOKED_TOKEN_COURSES: { readonly [rule: string]: Course } = {
  'revoked-token-disconnects': {
    ...LIVE,
    title: 'RevokeConnectionToken takes who joined with the token off the stage, and nobody else',
    sent: 'RevokeConnectionToken of the token of one of two participants, then GetParticipant of both',
    member: 'participant.state',
    run: async (context) => {
      const stage = await newStage(context);
      const issued = await issue(context, stage);
      const [revoked, other] = [await joinWith(context, issued), await join(context, stage)];
      await revoke(context, issued);
      await gone(context, revoked);
      await context.eventually(async () => {
        const { answer, participant } = await read(context, revoked);
        const because = 'the token was revoked';
        expectMember(answer, 'participant.state', participant.state, 'DISCONNECTED', { because });
      });
      const { answer, participant } = await read(context, other);
      const because = 'only the token of another one was revoked';
      expectMember(answer, 'participant.state', participant.state, 'CONNECTED', { because });
    },
  },
  'revoked-token-cannot-join': {
    ...LIVE,
    title: 'nobody can join a stage with a revoked token',
    sent: 'RevokeConnectionToken of the token of one of two participants, an attempt to join with it again, then GetParticipant',
    member: 'participant.state',
    run: async (context) => {
      const stage = await newStage(context);
      const issued = await issue(context, stage);
      const present = await joinWith(context, issued);
      // Somebody stays, so that the session goes on and who joins again does so in the same one.
      await join(context, stage);
      await revoke(context, issued);
      await gone(context, present);
      if (!(await joinsAgain(context, issued))) return;
      const seen = await context.appears(async () => {
        const view = await read(context, present);
        return view.participant.state === 'CONNECTED' ? view : undefined;
      });
      if (seen === undefined) return;
      throw new DeviationFound({
        expected: 'participant.state does not become CONNECTED again, because the token was revoked',
        observed: 'participant.state is CONNECTED after joining again',
        member: 'participant.state',
        exchange: seen.answer.exchange,
      });
    },
  },
  'unknown-token-revoked': {
    makes: [],
    title: 'RevokeConnectionToken of a token that does not exist succeeds or is refused as invalid',
    sent: 'RevokeConnectionToken with a well-formed tokenId that names nothing',
    member: 'tokenId',
    run: async (context) => {
      const answer = await context.call('RevokeConnectionToken', { tokenId: UNKNOWN });
      if (answer.succeeded || REFUSALS.includes(answer.error?.code ?? '')) return;
      throw new DeviationFound({
        expected: `success or ${REFUSALS.join(' or ')}, because the token does not exist`,
        observed: describeAnswer(answer),
        exchange: answer.exchange,
      });
    },
  },
};

async function revoke(context: CheckContext, issued: Issued): Promise<void> {
  requireSuccess(await context.call('RevokeConnectionToken', { tokenId: tokenIdOf(issued) }));
}

/** Whether the driver says that it could join: that it cannot is what is wanted. */
async function joinsAgain(context: CheckContext, issued: Issued): Promise<boolean> {
  try {
    await context.driver.joinParticipant({ ...issued, publish: true });
    return true;
  } catch (error) {
    if (error instanceof Inconclusive) return false;
    throw error;
  }
}

/**
 * The ID of a token: the `jti` of its claims (RFC 7519). That of a token which the service makes is the participant ID,
 * which therefore stands for it where the token is none that can be read.
 */
function tokenIdOf({ token, participantId }: Issued): string {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return (isObject(claims) ? stringAt(claims, 'jti') : undefined) ?? participantId;
  } catch {
    return participantId;
  }
}
