/**
 * Where messages go. One log orders all changes, so votes on plans are on `mem.vote`, too; their
 * proposals may come in on a subject of their own, and their commits are told on one.
 */
export const memorySubjects = {
  propose: 'mem.propose',
  plan: 'planner.propose',
  vote: 'mem.vote',
  commit: 'mem.commit',
  planCommit: 'planner.commit',
  audit: 'mem.audit',
} as const
