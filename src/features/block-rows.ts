/** Rows an indicator folds in one call, and the length of its output. See `FeatureSet`. */
export const blockRows = 2_048
