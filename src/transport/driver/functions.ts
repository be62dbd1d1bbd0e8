/** The functions that a driver may have, `close` apart. */
export const FUNCTIONS = ['goLive', 'goOffline', 'joinParticipant', 'leaveParticipant'] as const;
