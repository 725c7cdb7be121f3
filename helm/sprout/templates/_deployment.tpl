{{/*
A service of ours as a Deployment: (dict "root" $ "component" "gateway" "values" .Values.gateway "program" "Sprout.Gateway"
"env" <text> "cluster" true "scaled" false)
*/}}
{{- define "sprout.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "sprout.component" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "sprout.labels" . | nindent 4 }}
spec:
  {{- if not .scaled }}
  replicas: {{ .values.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  # A new one is there before an old one goes.
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  selector:
    matchLabels:
      {{- include "sprout.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "sprout.labels" . | nindent 8 }}
        {{- if .root.Values.metrics.enabled }}
        sprout.dev/metrics: "true"
        {{- end }}
        {{- with .root.Values.pods.labels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        kubectl.kubernetes.io/default-container: {{ .component }}
        {{- if and .root.Values.metrics.enabled .root.Values.metrics.annotations }}
        prometheus.io/scrape: "true"
        prometheus.io/port: "9464"
        prometheus.io/path: /metrics
        {{- end }}
        {{- with .root.Values.pods.annotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "sprout.component" . }}
      # A token only where the cluster is asked for something.
      automountServiceAccountToken: {{ .cluster | default false }}
      enableServiceLinks: false
      # What is under way may take 25 seconds after the draining, and none of it is lost where it takes longer.
      terminationGracePeriodSeconds: {{ add 30 (int .root.Values.pods.drainSeconds) }}
      securityContext:
        {{- include "sprout.podSecurity" (dict "user" 1654) | nindent 8 }}
      {{- include "sprout.spread" . | nindent 6 }}
      {{- include "sprout.podPlacement" . | indent 6 }}
      containers:
        - name: {{ .component }}
          image: {{ include "sprout.image" (dict "root" .root "component" .component "image" .values.image) | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          env:
            {{- include "sprout.env" . | nindent 12 }}
          ports:
            - name: http
              containerPort: 8080
            {{- if .root.Values.metrics.enabled }}
            - name: metrics
              containerPort: 9464
            {{- end }}
          {{- include "sprout.probes" . | nindent 10 }}
          {{- include "sprout.preStop" . | indent 10 }}
          resources:
            {{- toYaml .values.resources | nindent 12 }}
          securityContext:
            {{- include "sprout.containerSecurity" . | nindent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
            {{- with .mounts }}
            {{- . | trim | nindent 12 }}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 64Mi
        {{- with .volumes }}
        {{- . | trim | nindent 8 }}
        {{- end }}
{{- end -}}

{{- define "sprout.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "sprout.component" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "sprout.labels" . | nindent 4 }}
automountServiceAccountToken: false
{{- end -}}

{{/* What a voluntary disruption, such as emptying a node, leaves of it. */}}
{{- define "sprout.disruptionBudget" -}}
{{- if and .root.Values.podDisruptionBudgets.enabled (or .scaled (gt (int .values.replicas) 1)) }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "sprout.component" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "sprout.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "sprout.selector" . | nindent 6 }}
{{- end }}
{{- end -}}

{{/* Calls in a namespace, for a service's account: (dict … "rules" <text>) */}}
{{- define "sprout.role" -}}
{{- $namespace := .root.Values.containers.namespace.name -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: {{ include "sprout.component" . }}
  namespace: {{ $namespace }}
  labels:
    {{- include "sprout.labels" . | nindent 4 }}
rules:
  {{- .rules | trim | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: {{ include "sprout.component" . }}
  namespace: {{ $namespace }}
  labels:
    {{- include "sprout.labels" . | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ include "sprout.component" . }}
subjects:
  - kind: ServiceAccount
    name: {{ include "sprout.component" . }}
    namespace: {{ .root.Release.Namespace }}
{{- end -}}
