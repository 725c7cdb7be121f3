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

{{/* Pods of ours: (dict "root" $ "component" "gateway") */}}
{{- define "sprout.peer.ours" -}}
- podSelector:
    matchLabels:
      {{- include "sprout.selector" . | nindent 6 }}
{{- end -}}
