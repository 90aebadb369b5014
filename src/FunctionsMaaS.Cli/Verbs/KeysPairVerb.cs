using System.CommandLine;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Packaging.Signatures;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas keys pair</c>: makes a private key that signs models, and the public key that verifies them.</summary>
internal sealed class KeysPairVerb : Verb
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Option<string> _out = new("--out")
    {
        HelpName = "PATH",
        Required = true,
        Description = "Where to: writes PATH.key, which signs and is to be kept secret, and PATH.pub, which verifies",
        CustomParser = result => SharedOptions.NotBlank(result, "--out", "a path without extension"),
    };

    private readonly Option<bool> _json = SharedOptions.Json();

    public KeysPairVerb(Shell shell) : base(shell, "pair", "Makes a pair of keys to sign models with and to verify them (ECDSA, P-256)")
    {
        Add(_out);
        Add(_json);
        Examples = ["maas keys pair --out release-2026"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetRequiredValue(_out);
        var (privatePath, publicPath) = (path + ".key", path + ".pub");
        OutputFile.EnsureWritable(privatePath);
        if (Array.Find([privatePath, publicPath], File.Exists) is { } there)
            throw IsThere(there);
        var key = SigningKey.New();
        var trusted = key.PublicKey(NameOf(path));
        WriteNew(publicPath, trusted.ToPem());
        WriteNew(privatePath, key.ToPem());
        var settings = new Dictionary<string, string>
        {
            [Setting(nameof(SigningOptions.PrivateKey))] = privatePath,
            [Setting($"{nameof(SigningOptions.TrustedKeys)}:{trusted.Name}")] = trusted.ToSetting(),
        };
        if (parsed.GetValue(_json))
        {
            await CliJson.WriteAsync(Shell, new(key.Id, privatePath, publicPath, settings), CliJson.Relaxed.KeyPairDocument);
            return ExitCode.Done;
        }

        await Shell.Error.WriteLineAsync($"Wrote {privatePath}, which nobody else may see, and {publicPath}; key {key.Id}");
        await Shell.Error.WriteLineAsync("The setting of what publishes, then that of what loads:");
        foreach (var (name, value) in settings)
            await Shell.Out.WriteLineAsync($"{name}={value}");
        return ExitCode.Done;
    }

    private static string Setting(string name) => $"{SigningOptions.Section}:{name}".Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Writes a file that only its owner may read, and never over another: a private key that is lost cannot be made again.</summary>
    private static void WriteNew(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using var writer = new StreamWriter(path, options);
            writer.Write(content);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw IsThere(path);
        }
    }

    private static CommandFailedException IsThere(string path) => new($"'{path}' is there already and is not written over: choose another name.");

    /// <summary>What the settings call the key: the name of the file, as far as a shell lets it be part of a variable's name.</summary>
    private static string NameOf(string path) => string.Concat(Path.GetFileName(path).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}

/// <summary>What <c>maas keys pair --json</c> prints.</summary>
internal sealed record KeyPairDocument(string KeyId, string PrivateKey, string PublicKey, IReadOnlyDictionary<string, string> Settings);
