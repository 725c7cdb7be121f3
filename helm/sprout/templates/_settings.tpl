{{/* What every service is told. */}}
{{- define "sprout.settings" -}}
{{- $values := .root.Values -}}
- name: ASPNETCORE_URLS
  value: http://+:8080
# No sockets and files of the runtime's own: nothing here may be written but /tmp.
- name: DOTNET_EnableDiagnostics
  value: "0"
{{- if $values.redis.secret.name }}
- name: Redis__Password
  valueFrom:
    secretKeyRef:
      name: {{ $values.redis.secret.name }}
      key: {{ $values.redis.secret.key }}
{{- end }}
- name: Logging__Format
  value: {{ $values.logs.format }}
- name: Redis__ConnectionString
  value: {{ include "sprout.redis.connection" .root | quote }}
{{- if eq $values.bus.transport "rabbitmq" }}
- name: Bus__Transport
  value: rabbitmq
- name: Bus__RabbitMq
  valueFrom:
    secretKeyRef:
      name: {{ required "bus.rabbitMqSecret is needed where bus.transport is rabbitmq: the Secret whose key `url` is amqp://user:password@host/vhost" $values.bus.rabbitMqSecret }}
      key: url
{{- end }}
{{- if $values.metrics.enabled }}
- name: Metrics__Port
  value: "9464"
- name: Metrics__Address
  value: 0.0.0.0
{{- end }}
{{- with $values.otel.endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
- name: OTEL_EXPORTER_OTLP_PROTOCOL
  value: {{ $values.otel.protocol }}
- name: OTEL_SERVICE_NAME
  value: {{ printf "sprout-%s" $.component }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: OTEL_RESOURCE_ATTRIBUTES
  value: {{ printf "service.namespace=%s,service.instance.id=$(POD_NAME),k8s.pod.name=$(POD_NAME),k8s.namespace.name=%s%s" $.root.Release.Name $.root.Release.Namespace (ternary "" (printf ",%s" $values.otel.resourceAttributes) (empty $values.otel.resourceAttributes)) | quote }}
{{- end }}
{{- end -}}

{{- define "sprout.redis.connection" -}}
{{- $external := .Values.redis.external -}}
{{- printf "%s:%s" (include "sprout.redis.host" .) (include "sprout.redis.port" .) -}}
{{- if not .Values.redis.enabled -}}
{{- if $external.user -}},user={{ $external.user }}{{- end -}}
{{- if $external.tls -}},ssl=true{{- end -}}
{{- if $external.database -}},defaultDatabase={{ $external.database }}{{- end -}}
{{- end -}}
{{- end -}}

{{/* For those that talk to the cluster. The namespace and its isolation are the chart's, unless the provisioner is to keep them. */}}
{{- define "sprout.settings.cluster" -}}
- name: Kubernetes__Namespace
  value: {{ .Values.containers.namespace.name }}
{{- end -}}

{{- define "sprout.settings.quota" -}}
{{- with .Values.quota }}
- name: Quota__PerOwner
  value: {{ include "sprout.text" .perOwner | quote }}
{{- if not (kindIs "invalid" .perAddress) }}
- name: Quota__PerAddress
  value: {{ include "sprout.text" .perAddress | quote }}
{{- end }}
{{- if not (kindIs "invalid" .perServiceOwner) }}
- name: Quota__PerServiceOwner
  value: {{ include "sprout.text" .perServiceOwner | quote }}
{{- end }}
{{- if not (kindIs "invalid" .total) }}
- name: Quota__Total
  value: {{ include "sprout.text" .total | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
What the chart sets, then what the values say besides: settings of all services, and of this one, which count more. A name is there once, however it is written:
Helm cannot change a list in which it stands twice. (dict "root" $ "values" .Values.gateway "env" <text>)
*/}}
{{- define "sprout.env" -}}
{{- $more := merge (dict) (default dict .values.settings) (default dict .root.Values.settings) -}}
{{- $said := dict -}}
{{- range $name, $value := $more }}{{ $_ := set $said (lower $name) true }}{{ end -}}
{{- $env := list -}}
{{- $chart := printf "env:\n%s\n%s" (include "sprout.settings" . | trim) (default "" .env | trim) | fromYaml -}}
{{- with $chart.Error }}{{ fail . }}{{ end -}}
{{- range $chart.env }}
{{- if not (hasKey $said (lower .name)) }}{{ $env = append $env . }}{{ end -}}
{{- end }}
{{- range $name, $value := $more }}{{ $env = append $env (dict "name" $name "value" (include "sprout.text" $value)) }}{{ end -}}
{{- toYaml $env -}}
{{- end -}}

{{/* A value as text. Whole numbers come as floats, which would be written with an exponent. */}}
{{- define "sprout.text" -}}
{{- if kindIs "float64" . }}{{ ternary (printf "%d" (int64 .)) (toString .) (eq (float64 (int64 .)) .) }}{{ else }}{{ toString . }}{{ end -}}
{{- end -}}

{{/* Labels as one setting: name=value,name=value */}}
{{- define "sprout.labelPairs" -}}
{{- $pairs := list -}}
{{- range $name, $value := . }}{{ $pairs = append $pairs (printf "%s=%s" $name $value) }}{{ end -}}
{{- join "," $pairs -}}
{{- end -}}

{{/* What the provisioner keeps, where it does. */}}
{{- define "sprout.settings.isolation" -}}
{{- $isolation := .Values.containers.isolation }}
- name: Isolation__Quota__Pods
  value: {{ include "sprout.text" $isolation.quota.pods | quote }}
- name: Isolation__Quota__RequestsCpu
  value: {{ include "sprout.text" $isolation.quota.requestsCpu | quote }}
- name: Isolation__Quota__RequestsMemory
  value: {{ include "sprout.text" $isolation.quota.requestsMemory | quote }}
- name: Isolation__Quota__LimitsCpu
  value: {{ include "sprout.text" $isolation.quota.limitsCpu | quote }}
- name: Isolation__Quota__LimitsMemory
  value: {{ include "sprout.text" $isolation.quota.limitsMemory | quote }}
- name: Isolation__Quota__RequestsDisk
  value: {{ include "sprout.text" $isolation.quota.requestsDisk | quote }}
- name: Isolation__Quota__LimitsDisk
  value: {{ include "sprout.text" $isolation.quota.limitsDisk | quote }}
- name: Isolation__Quota__LoadBalancers
  value: {{ include "sprout.text" $isolation.quota.loadBalancers | quote }}
- name: Isolation__Quota__NodePorts
  value: {{ include "sprout.text" $isolation.quota.nodePorts | quote }}
- name: Isolation__MaxCpu
  value: {{ include "sprout.text" $isolation.maxCpu | quote }}
- name: Isolation__MaxMemory
  value: {{ include "sprout.text" $isolation.maxMemory | quote }}
- name: Isolation__MaxDisk
  value: {{ include "sprout.text" $isolation.maxDisk | quote }}
- name: Isolation__IngressNamespace
  value: {{ include "sprout.labelPairs" $isolation.ingressNamespace | quote }}
- name: Isolation__IngressPods
  value: {{ include "sprout.labelPairs" $isolation.ingressPods | quote }}
- name: Isolation__DnsNamespace
  value: {{ include "sprout.labelPairs" $isolation.dnsNamespace | quote }}
- name: Isolation__DnsPods
  value: {{ include "sprout.labelPairs" $isolation.dnsPods | quote }}
- name: Isolation__AllowIPv6
  value: {{ $isolation.allowIPv6 | quote }}
{{- range $name, $list := dict "IngressAddresses" $isolation.ingressAddresses "DnsAddresses" $isolation.dnsAddresses "DeniedAddresses" $isolation.deniedAddresses }}
{{- range $index, $address := $list }}
- name: Isolation__{{ $name }}__{{ $index }}
  value: {{ $address | quote }}
{{- end }}
{{- end }}
{{- end -}}
