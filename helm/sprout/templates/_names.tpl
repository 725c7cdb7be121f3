{{- define "sprout.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Begins every object's name: the release's, with the chart's unless that is in it. Forty letters leave room for "-rate-limiter". */}}
{{- define "sprout.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "sprout.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "sprout.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* (dict "root" $ "component" "gateway") */}}
{{- define "sprout.component" -}}
{{- printf "%s-%s" (include "sprout.fullname" .root) .component -}}
{{- end -}}

{{/* What never changes, and so may select. */}}
{{- define "sprout.selector" -}}
app.kubernetes.io/name: {{ include "sprout.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end -}}

{{- define "sprout.labels" -}}
{{ include "sprout.selector" . }}
app.kubernetes.io/part-of: sprout
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* (dict "root" $ "component" "gateway" "image" .Values.gateway.image): a digest counts more than a tag; one with "foreign" is not from our registry. */}}
{{- define "sprout.image" -}}
{{- $all := .root.Values.image -}}
{{- $own := default dict .image -}}
{{- $registry := default (ternary "" $all.registry (default false .foreign)) $own.registry -}}
{{- $repository := default (printf "%s-%s" $all.repository .component) $own.repository -}}
{{- $name := ternary $repository (printf "%s/%s" $registry $repository) (empty $registry) -}}
{{- if $own.digest -}}
{{- printf "%s@%s" $name $own.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default (default .root.Chart.AppVersion $all.tag) $own.tag) -}}
{{- end -}}
{{- end -}}

{{/* Where Redis answers: a short name is enough for pods of the release's namespace, and KEDA's operator is in another. */}}
{{- define "sprout.redis.host" -}}
{{- if .Values.redis.enabled -}}
{{- printf "%s-redis" (include "sprout.fullname" .) -}}
{{- else -}}
{{- required "redis.external.host is needed where redis.enabled is false: where your Redis answers" .Values.redis.external.host -}}
{{- end -}}
{{- end -}}

{{- define "sprout.redis.hostForOthers" -}}
{{- if .Values.redis.enabled -}}
{{- printf "%s-redis.%s.svc.%s" (include "sprout.fullname" .) .Release.Namespace .Values.clusterDomain -}}
{{- else -}}
{{- .Values.redis.external.host -}}
{{- end -}}
{{- end -}}

{{- define "sprout.redis.port" -}}
{{- ternary 6379 (int .Values.redis.external.port) .Values.redis.enabled -}}
{{- end -}}

{{- define "sprout.redis.usesTls" -}}
{{- if and (not .Values.redis.enabled) .Values.redis.external.tls }}true{{ end -}}
{{- end -}}

{{- define "sprout.keysSecret" -}}
{{- default (printf "%s-keys" (include "sprout.fullname" .)) .Values.keys.existingSecret -}}
{{- end -}}

{{/* Where people find it. */}}
{{- define "sprout.url" -}}
{{- printf "%s://%s" (ternary "https" "http" .Values.ingress.tls.enabled) .Values.domain -}}
{{- end -}}

{{/* Where containers answer. */}}
{{- define "sprout.urlTemplate" -}}
{{- default (printf "%s://{id}.%s/" (ternary "https" "http" (not (empty .Values.containers.ingress.clusterIssuer))) .Values.domain) .Values.containers.urlTemplate -}}
{{- end -}}
