#!/usr/bin/env python3
"""Sprout's images without Docker, for a node whose registry is a folder (../../../shared/kube, images.py there says how it is laid out).
  images.py IMAGES_DIR SERVICES   SERVICES has a folder for each service (Sprout.Gateway, …), published (publish.sh)
As the Dockerfile has it: a base of .NET and the C library, on it a layer of each service's files, ENTRYPOINT ["dotnet", "Sprout.X.dll"], user 1654; nginx with the
pages of web/dist, started by the Dockerfile's own ENTRYPOINT. Redis and nginx are this machine's, with a shell."""
import hashlib, io, json, os, subprocess, sys, tarfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SERVICES = {"gateway": "Gateway", "lifecycle": "Lifecycle", "provisioner": "Provisioner", "captcha": "Captcha", "rate-limiter": "RateLimiter"}
# What .NET loads by name, besides what ldd tells: TLS to the API server.
DOTNET_LIBRARIES = ["libssl.so.3", "libcrypto.so.3", "libgcc_s.so.1", "libstdc++.so.6"]
FILES = {"etc/passwd": b"root:x:0:0:root:/:/bin/false\napp:x:1654:1654::/:/bin/false\n", "etc/group": b"root:x:0:\napp:x:1654:\n",
         "etc/nsswitch.conf": b"hosts: files dns\n"}


class Layer:
    """A tar of files by the paths that they have in the image."""
    def __init__(self):
        self.buffer, self.seen = io.BytesIO(), set()
        self.tar = tarfile.open(fileobj=self.buffer, mode="w")

    def text(self, path, data, mode=0o644):
        info = tarfile.TarInfo(path)
        info.size, info.mode = len(data), mode
        self.tar.addfile(info, io.BytesIO(data))

    def folder(self, path, mode=0o755):
        info = tarfile.TarInfo(path)
        info.type, info.mode = tarfile.DIRTYPE, mode
        self.tar.addfile(info)

    def file(self, source, path=None):
        path = (path or source).lstrip("/")
        if path in self.seen: return
        self.seen.add(path)
        with open(source, "rb") as stream:
            self.text(path, stream.read(), 0o755 if os.access(source, os.X_OK) else 0o644)

    def link(self, path, target):
        info = tarfile.TarInfo(path)
        info.type, info.mode, info.linkname = tarfile.SYMTYPE, 0o777, target
        self.tar.addfile(info)

    def tree(self, source, path):
        for folder, _, names in os.walk(source):
            for name in sorted(names):
                self.file(f"{folder}/{name}", f"{path}/{os.path.relpath(f'{folder}/{name}', source)}")

    def program(self, source, path=None):
        """With the libraries that it is linked with, at the paths where its loader looks."""
        self.file(os.path.realpath(source), path or source)
        for line in subprocess.run(["ldd", source], capture_output=True, text=True).stdout.splitlines():
            for word in line.split():
                if word.startswith("/"): self.file(os.path.realpath(word), word)

    def done(self):
        self.tar.close()
        return self.buffer.getvalue()


class Registry:
    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder + "/blobs", exist_ok=True)
        self.refs_file = folder + "/refs.json"
        self.refs = json.load(open(self.refs_file)) if os.path.exists(self.refs_file) else {}

    def blob(self, data):
        digest = hashlib.sha256(data).hexdigest()
        if not os.path.exists(f"{self.folder}/blobs/{digest}"):
            with open(f"{self.folder}/blobs/{digest}", "wb") as stream: stream.write(data)
        return digest, len(data)

    def image(self, ref, layers, config):
        oci = "application/vnd.oci.image."
        described = [{"mediaType": oci + "layer.v1.tar", "size": size, "digest": "sha256:" + digest} for digest, size in layers]
        digest, size = self.blob(json.dumps({"architecture": "amd64", "os": "linux", "created": "2026-01-01T00:00:00Z",
            "config": {"Env": ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"], "WorkingDir": "/", **config},
            "rootfs": {"type": "layers", "diff_ids": [layer["digest"] for layer in described]},
            "history": [{"created_by": "walk"} for _ in described]}).encode())
        self.refs[ref], _ = self.blob(json.dumps({"schemaVersion": 2, "mediaType": oci + "manifest.v1+json",
            "config": {"mediaType": oci + "config.v1+json", "size": size, "digest": "sha256:" + digest}, "layers": described}).encode())
        with open(self.refs_file, "w") as stream: json.dump(self.refs, stream, indent=1)


def base():
    layer = Layer()
    for path, data in FILES.items(): layer.text(path, data)
    layer.folder("tmp", 0o1777)
    return layer


def shell(layer):
    layer.file("/bin/busybox")
    for applet in ("sh", "grep", "cat", "sed", "sleep"): layer.link(f"bin/{applet}", "busybox")


def dotnet():
    runtimes = dict(line.split(" ")[0::2] for line in subprocess.run(["dotnet", "--list-runtimes"], capture_output=True, text=True, check=True).stdout.splitlines())
    root = os.path.dirname(os.path.dirname(runtimes["Microsoft.NETCore.App"].strip("[]")))
    layer = base()
    layer.file(root + "/dotnet", "usr/share/dotnet/dotnet")
    layer.link("usr/bin/dotnet", "../share/dotnet/dotnet")
    for part in ("host", "shared/Microsoft.NETCore.App", "shared/Microsoft.AspNetCore.App"): layer.tree(f"{root}/{part}", f"usr/share/dotnet/{part}")
    framework = subprocess.run(["find", root + "/shared/Microsoft.NETCore.App", "-name", "*.so"], capture_output=True, text=True).stdout.split()
    libraries = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True).stdout.splitlines()
    wanted = [line.split(" => ")[1] for line in libraries if line.split()[0] in DOTNET_LIBRARIES and "x86-64" in line]
    for program in [root + "/dotnet", *framework, *wanted]:
        for line in subprocess.run(["ldd", program], capture_output=True, text=True).stdout.splitlines():
            for word in line.split():
                if word.startswith("/"): layer.file(os.path.realpath(word), word)
    for library in wanted: layer.file(os.path.realpath(library), library)
    return layer.done()


def pages():
    layer = base()
    shell(layer)
    layer.program("/usr/sbin/nginx")
    layer.file("/etc/nginx/mime.types")
    # Where this machine has none, what it does here.
    if os.path.exists("/usr/bin/envsubst"): layer.program("/usr/bin/envsubst")
    else: layer.text("usr/bin/envsubst", b"#!/bin/sh\nexec sed -e \"s|[$]{GATEWAY}|$GATEWAY|g\" -e \"s|[$]{VISITOR_KEY}|$VISITOR_KEY|g\"\n", 0o755)
    layer.file(ROOT + "/web/nginx.conf", "etc/nginx/sprout.conf.template")
    layer.tree(ROOT + "/web/dist", "usr/share/nginx/html")
    return layer.done()


def entry_point(stage):
    with open(ROOT + "/Dockerfile") as stream: text = stream.read()
    return json.loads(text[text.index(f" AS {stage}\n"):].split("\nENTRYPOINT ", 1)[1].split("\n", 1)[0])


def main(folder, services):
    registry = Registry(folder)
    runtime = registry.blob(dotnet())
    for name, project in SERVICES.items():
        layer = Layer()
        layer.tree(f"{services}/Sprout.{project}", "app")
        registry.image(f"sprout-{name}:walk", [runtime, registry.blob(layer.done())],
            {"Entrypoint": entry_point(name), "WorkingDir": "/app", "User": "1654", "ExposedPorts": {"8080/tcp": {}}})
    registry.image("sprout-web:walk", [registry.blob(pages())], {"Entrypoint": entry_point("web"), "User": "101", "ExposedPorts": {"8080/tcp": {}}})
    redis = base()
    shell(redis)
    for program in ("redis-server", "redis-cli"): redis.program(f"/usr/bin/{program}")
    registry.image("redis:walk", [registry.blob(redis.done())], {"Cmd": ["redis-server"]})


if __name__ == "__main__":
    if len(sys.argv) != 3: sys.exit(__doc__)
    main(*sys.argv[1:])
