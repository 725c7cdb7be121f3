// What people read for what the API names, each by its name there. A part of texts.ts.

/** How a container is. */
export const status = {
  pending: 'Pending',
  running: 'Running',
  failed: 'Failed',
  deleting: 'Deleting',
  deleted: 'Deleted',
} as const;

/** What it was about to do when it failed, or is waiting to do. */
export const phases: Record<string, string> = {
  applying: 'being asked for',
  scheduling: 'looking for a place',
  pulling: 'pulling its image',
  starting: 'starting',
  running: 'running',
};

/** The steps of its journey. */
export const stages: Record<string, string> = {
  requested: 'Requested',
  applied: 'Handed to Kubernetes',
  scheduled: 'Given a node',
  pulled: 'Image pulled',
  ready: 'Ready',
  waiting: 'Waiting',
  extended: 'Given more time',
  failed: 'Failed',
  expired: 'Its time was over',
  deleting: 'Being removed',
  deleted: 'Gone',
  pod_lost: 'Lost its pod, started again',
};
