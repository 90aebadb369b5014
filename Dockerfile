# syntax=docker/dockerfile:1
# The server in a container: docker build -t functions-maas . && docker run --read-only --tmpfs /tmp -v maas:/data -p 8080:8080 functions-maas

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /source

# What packages are needed changes less often than the code: this layer is reused until it does.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Directory.Build.props src/BundledData.props src/Publish.props src/
COPY src/FunctionsMaaS/FunctionsMaaS.csproj src/FunctionsMaaS/
COPY src/FunctionsMaaS.Azure/FunctionsMaaS.Azure.csproj src/FunctionsMaaS.Azure/
COPY src/FunctionsMaaS.Http/FunctionsMaaS.Http.csproj src/FunctionsMaaS.Http/
COPY src/FunctionsMaaS.Server/FunctionsMaaS.Server.csproj src/FunctionsMaaS.Server/
# A lock file in obj/: those of the tree are for no runtime in particular.
RUN dotnet restore src/FunctionsMaaS.Server --arch "$TARGETARCH" -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/publish.lock.json

COPY data/newsgroups data/newsgroups
COPY src src
# A model that answers until the registry can: --build-arg PACKAGED_MODEL=artifacts/first-model.zip, which infra/hooks/train.sh makes.
ARG PACKAGED_MODEL=
COPY artifact[s]/first-model.zi[p] artifacts/
# /data is made here, as the final image has no shell to make it with; whoever runs there (1654) owns it.
RUN dotnet publish src/FunctionsMaaS.Server --no-restore --configuration Release --arch "$TARGETARCH" --no-self-contained \
      -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/publish.lock.json -p:UseAppHost=false -p:PackagedModel="$PACKAGED_MODEL" --output /app \
    && mkdir /data

# Chiselled: no shell, no package manager, no root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS final
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=1654:1654 /data /data
# Nothing is written but the registry in /data, if no Blob Storage is configured: the root file system can be read-only. Diagnostics would
# open sockets in /tmp.
ENV ASPNETCORE_URLS=http://+:8080 \
    DOTNET_EnableDiagnostics=0 \
    Maas__Registry__Path=/data/registry
USER 1654
EXPOSE 8080
VOLUME /data
# The image has no program to ask with but the server itself. Orchestrators ask over HTTP, as in infra/modules/server.bicep. The first start
# trains for some seconds, unless a model is packaged.
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s --start-interval=2s \
  CMD ["dotnet", "FunctionsMaaS.Server.dll", "--health"]
ENTRYPOINT ["dotnet", "FunctionsMaaS.Server.dll"]
