import type { components } from './schema';

type Schemas = components['schemas'];

export type Container = Schemas['Container'];
export type ContainerPage = Schemas['ContainerPage'];
export type ContainerStatus = Schemas['ContainerStatus'];
export type ContainerEvent = Schemas['ContainerEvent'];
export type CreateContainerRequest = Schemas['CreateContainerRequest'];
export type Timeline = Schemas['ContainerTimeline'];
export type TimelineEvent = Schemas['TimelineEvent'];
export type Failure = Schemas['Failure'];
export type Problem = Schemas['Problem'];
export type FieldError = Schemas['FieldError'];
export type Captcha = Schemas['Captcha'];
export type CaptchaAnswer = Schemas['CaptchaAnswer'];
export type CaptchaVerdict = Schemas['CaptchaVerdict'];
export type CaptchaPurpose = NonNullable<Schemas['CaptchaPurpose']>;
export type CaptchaKind = Schemas['CaptchaKind'];
export type ProofOfWork = Schemas['ProofOfWork'];
export type TrackPoint = Schemas['TrackPoint'];
export type Deletion = Schemas['Deletion'];
export type RateLimit = Schemas['RateLimit'];
export type Options = Schemas['Options'];
