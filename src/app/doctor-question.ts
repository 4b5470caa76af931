/** One finding. A failing one says in `detail` how to mend it. */
export type DoctorCheck = {
  readonly name: string
  /** `warn` is worth knowing and stops nothing; `fail` keeps the desk from running. */
  readonly status: 'ok' | 'warn' | 'fail'
  readonly detail: string
}

export type Finding = Omit<DoctorCheck, 'name'>

/** A question put to the installation. Throwing counts as a failure. */
export type DoctorQuestion = {
  readonly name: string
  readonly ask: () => Promise<Finding> | Finding
}

export const fine = (detail: string): Finding => ({ status: 'ok', detail })
export const doubtful = (detail: string): Finding => ({ status: 'warn', detail })
export const broken = (detail: string): Finding => ({ status: 'fail', detail })
