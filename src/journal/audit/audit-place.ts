import { reasonOf, UserError } from '../../base/index.ts'

/** Where the audit of a desk is. */
export type AuditPlace = {
  readonly folder: string
  /** Its head, outside of it. */
  readonly anchor: string
  /** The right to write the next entry. */
  readonly lock: string
}

/** The audit in the folder of a desk. */
export function auditPlace(desk: string): AuditPlace {
  return { folder: `${desk}/audit`, anchor: `${desk}/audit-anchor`, lock: `${desk}/audit-lock` }
}

/** Nothing was done, as nothing is done that cannot be written down first. */
export function auditFailed(folder: string, cause: unknown): UserError {
  return new UserError(
    'audit-failed',
    `the audit in ${folder} could not be written (${reasonOf(cause)}), so nothing was done; mend that ` +
      'and ask again (coinswarm kill works all the same)',
    3,
  )
}
