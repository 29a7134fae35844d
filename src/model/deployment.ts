/** Facts that join the repository and the account. */
export interface DeploymentFacts {}
