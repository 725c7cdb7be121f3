{{/* Pods with these labels in namespaces with those: (dict "namespace" {…} "pods" {…}); no labels are all. */}}
{{- define "sprout.peer" -}}
- namespaceSelector:
    {{- if .namespace }}
    matchLabels:
      {{- toYaml .namespace | nindent 6 }}
    {{- else }} {}
    {{- end }}
  {{- with .pods }}
  podSelector:
    matchLabels:
      {{- toYaml . | nindent 6 }}
  {{- end }}
{{- end -}}

{{/* The port that a URL leads to, whether it names it or not. */}}
{{- define "sprout.urlPort" -}}
{{- $url := urlParse . -}}
{{- default (ternary "443" "80" (eq $url.scheme "https")) (regexFind ":[0-9]+$" $url.host | trimPrefix ":") -}}
{{- end -}}

{{/* Pods of ours: (dict "root" $ "component" "gateway") */}}
{{- define "sprout.peer.ours" -}}
- podSelector:
    matchLabels:
      {{- include "sprout.selector" . | nindent 6 }}
{{- end -}}
