/** Where messages of managers and proposals go; see SPEC Q2. */
export const memorySubjects = {
  propose: 'mem.propose',
  plan: 'planner.propose',
  vote: 'mem.vote',
  commit: 'mem.commit',
  planCommit: 'planner.commit',
  audit: 'mem.audit',
} as const
