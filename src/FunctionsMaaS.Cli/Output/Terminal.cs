using Spectre.Console;

namespace FunctionsMaaS.Cli.Output;

/// <summary>Spectre.Console over the streams of a <see cref="Shell"/> instead of the process's own.</summary>
internal static class Terminal
{
    /// <summary>Wide enough that no cell is ever folded in a file or pipe.</summary>
    private const int Unbounded = 10_000;

    /// <summary>A console with colours and a width where there is a terminal, else one for plain, unfolded lines.</summary>
    public static IAnsiConsole On(TextWriter writer, int? width, Shell shell)
    {
        var isTerminal = width is not null;
        var hasColours = isTerminal && shell.Environment.GetValueOrDefault("NO_COLOR") is null or "" && shell.Environment.GetValueOrDefault("TERM") != "dumb";
        var console = AnsiConsole.Create(new()
        {
            Out = new Output(writer, isTerminal, width ?? Unbounded),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = hasColours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private sealed class Output(TextWriter writer, bool isTerminal, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => width;

        public int Height => 25;

        public void SetEncoding(System.Text.Encoding encoding)
        {
            // The writer has the encoding it was made with: UTF-8.
        }
    }
}
