using FunctionsMaaS.Testing;

namespace FunctionsMaaS.Cli.Tests;

/// <summary>Runs the program in process, in a folder and registry of its own.</summary>
internal sealed class Cli : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Cli() => Environment = new(StringComparer.OrdinalIgnoreCase) { ["Maas__Registry__Path"] = PathOf("registry") };

    public Dictionary<string, string> Environment { get; }

    /// <summary>What standard input holds.</summary>
    public byte[] Input { get; set; } = [];

    /// <summary>The columns of the terminal; <see langword="null"/> for a pipe.</summary>
    public int? Width { get; set; }

    /// <summary>Is told each line of standard error.</summary>
    public Action<string>? OnErrorLine { get; set; }

    public string Folder => _folder.Path;

    public string PathOf(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    public string Write(string name, string content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public string Copy(string path)
    {
        var copy = PathOf(Path.GetFileName(path));
        File.Copy(path, copy);
        return copy;
    }

    public Task<CliRun> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public async Task<CliRun> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new LineWriter(OnErrorLine) { NewLine = "\n" };
        var shell = new Shell { In = new MemoryStream(Input), Out = output, Error = error, Environment = Environment, OutWidth = Width, ErrorWidth = null };
        var exitCode = await CliApplication.RunAsync(args, shell, cancellationToken);
        return new(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private sealed class LineWriter(Action<string>? onLine) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            onLine?.Invoke(value ?? "");
        }

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return Task.CompletedTask;
        }
    }
}

/// <summary>What a run left behind.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    public string[] OutLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
