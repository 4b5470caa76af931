import { type MoatColumn, moatColumns } from '../agents/index.ts'

/** What is looked at beside bars. Of logistics nothing is known: that moat abstains. */
export const swarmColumns: readonly MoatColumn[] = moatColumns
