import type { NoticeUrgency } from './notice.ts'

type NoticeName = { readonly urgency: NoticeUrgency; readonly title: string }

/** Every alert there is, with how much it wants a person; each has a page in `docs/runbook`. */
export const noticeNames: ReadonlyMap<string, NoticeName> = new Map<string, NoticeName>([
  ['audit-failed', { urgency: 'critical', title: 'The audit cannot be written' }],
  ['audit-mended', { urgency: 'info', title: 'The audit can be written again' }],
  ['audit-rewritten', { urgency: 'critical', title: 'The audit has been changed' }],
  ['breaker-open', { urgency: 'warning', title: 'A breaker has opened' }],
  ['delivery-failed', { urgency: 'warning', title: 'A notice was not delivered' }],
  ['desk-failed', { urgency: 'critical', title: 'The desk has stopped and cannot go on' }],
  ['emergency', { urgency: 'critical', title: 'The desk is in emergency' }],
  ['flat', { urgency: 'info', title: 'Nothing is held any more' }],
  ['flatten-stuck', { urgency: 'critical', title: 'What is held cannot be sold' }],
  ['manual-act', { urgency: 'warning', title: 'Somebody has acted on the desk' }],
  ['market-stale', { urgency: 'warning', title: 'No bar comes any more' }],
  ['mode-changed', { urgency: 'warning', title: 'The desk has changed its mode' }],
  ['no-trades', { urgency: 'warning', title: 'Nothing is traded, though something is wished' }],
  ['notice-test', { urgency: 'info', title: 'A test of the notices' }],
  ['notices-held', { urgency: 'info', title: 'Notices were held back' }],
  ['other-alert', { urgency: 'warning', title: 'The desk has an alert' }],
  ['paused', { urgency: 'critical', title: 'The desk has paused' }],
  ['proposal-made', { urgency: 'info', title: 'A proposal waits for a person' }],
  ['rolled-back', { urgency: 'warning', title: 'A strategy was rolled back' }],
  ['signal-constant', { urgency: 'warning', title: 'An agent says the same for an hour' }],
  ['source-constant', { urgency: 'warning', title: 'A source says the same for days' }],
  ['source-stale', { urgency: 'warning', title: 'A source says nothing any more' }],
  ['strategy-night', { urgency: 'info', title: 'A night of the strategist came to something' }],
  ['telegram-conflict', { urgency: 'critical', title: 'Somebody else reads the bot' }],
  ['telegram-ignored', { urgency: 'warning', title: 'A message to the bot was not done' }],
  ['telegram-memory', { urgency: 'critical', title: 'The bot cannot write its messages down' }],
  ['telegram-stranger', { urgency: 'critical', title: 'Somebody unknown wrote to the bot' }],
  ['telegram-token', { urgency: 'critical', title: 'The token of the bot is no good' }],
])
