# syntax=docker/dockerfile:1
# Every image of Sprout is a target of this file: gateway, lifecycle, provisioner, captcha, rate-limiter, web.
#   docker build --target gateway -t sprout-gateway .
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
# No shell, no package manager, no root.
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
ARG NODE_IMAGE=node:22-alpine
ARG NGINX_IMAGE=nginx:1.28-alpine

# What browsers load.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS pages
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web/ ./
RUN npm run bundle
WORKDIR /src/docs-page
COPY services/Gateway/docs-page/package.json services/Gateway/docs-page/package-lock.json ./
RUN npm ci --no-audit --no-fund

# All services in one go: they share what they are made of.
FROM --platform=$BUILDPLATFORM ${SDK_IMAGE} AS build
ARG TARGETARCH
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY contracts/ contracts/
COPY libraries/ libraries/
COPY services/ services/
COPY --from=pages /src/docs-page/node_modules/ services/Gateway/docs-page/node_modules/
# Compiled ahead for the image's processor, so that a service that is scaled up works sooner. Of no other packages than the lock files name, on amd64: for arm64 there are
# none yet, and the compiler is of the version that the SDK wants.
ENV CI=true
RUN dotnet msbuild services/Images.proj -m -p:ImageArchitecture=${TARGETARCH:-amd64} -p:ImagesFolder=/app

FROM ${RUNTIME_IMAGE} AS runtime
WORKDIR /app
# The base image's own user, by its number: Kubernetes can tell that it is not root.
USER 1654
ENV ASPNETCORE_URLS=http://+:8080 DOTNET_EnableDiagnostics=0
EXPOSE 8080

FROM runtime AS gateway
COPY --from=build /app/Sprout.Gateway/ ./
ENTRYPOINT ["dotnet", "Sprout.Gateway.dll"]

FROM runtime AS lifecycle
COPY --from=build /app/Sprout.Lifecycle/ ./
ENTRYPOINT ["dotnet", "Sprout.Lifecycle.dll"]

FROM runtime AS provisioner
COPY --from=build /app/Sprout.Provisioner/ ./
ENTRYPOINT ["dotnet", "Sprout.Provisioner.dll"]

FROM runtime AS captcha
COPY --from=build /app/Sprout.Captcha/ ./
ENTRYPOINT ["dotnet", "Sprout.Captcha.dll"]

FROM runtime AS rate-limiter
COPY --from=build /app/Sprout.RateLimiter/ ./
ENTRYPOINT ["dotnet", "Sprout.RateLimiter.dll"]

FROM ${NGINX_IMAGE} AS web
COPY web/nginx.conf /etc/nginx/sprout.conf.template
COPY --from=pages /src/web/dist/ /usr/share/nginx/html/
USER 101
EXPOSE 8080
ENTRYPOINT ["sh", "-c", "envsubst '$GATEWAY $VISITOR_KEY' < /etc/nginx/sprout.conf.template > /tmp/nginx.conf && exec nginx -e /dev/stderr -c /tmp/nginx.conf -g 'daemon off;'"]
