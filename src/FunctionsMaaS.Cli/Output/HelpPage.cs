using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;
using FunctionsMaaS.Cli.Verbs;

namespace FunctionsMaaS.Cli.Output;

/// <summary>Help: the usage line that errors end with too, what may be given, and examples to copy.</summary>
internal static class HelpPage
{
    private const int MaxWidth = 100;
    private const string Indent = "  ";

    /// <summary><c>maas data split</c>, however the program was started.</summary>
    public static string FullName(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{FullName(parent)} {command.Name}" : "maas";

    /// <summary>The usage line; continued on further ones where it is long.</summary>
    public static string Usage(Command command, int width = 80)
    {
        var line = new StringBuilder($"Usage: {FullName(command)}");
        var margin = line.Length;
        var end = 0;
        foreach (var part in UsageParts(command))
        {
            if (line.Length - end + 1 + part.Length > width)
            {
                line.Append('\n');
                end = line.Length;
                line.Append(' ', margin);
            }
            line.Append(' ').Append(part);
        }
        return line.ToString();
    }

    public static void Write(Command command, TextWriter writer, int width)
    {
        width = Math.Min(width, MaxWidth);
        writer.WriteLine($"{FullName(command)}: {command.Description}");
        writer.WriteLine();
        writer.WriteLine(Usage(command, width));
        var rows = Rows(command).ToArray();
        var margin = rows.SelectMany(r => r.Rows).Max(r => r.Left.Length) + (2 * Indent.Length);
        foreach (var (title, section) in rows)
        {
            if (section.Count == 0)
                continue;
            writer.WriteLine($"\n{title}:");
            foreach (var (left, right) in section)
                WriteRow(writer, left, right, margin, width);
        }
        if (command is Verb { Examples.Count: > 0 } verb)
        {
            writer.WriteLine("\nExamples:");
            foreach (var example in verb.Examples)
                writer.WriteLine(Indent + example);
        }
        if (command.Subcommands.Count > 0)
            writer.WriteLine($"\n'{FullName(command)} COMMAND --help' says more about one of them.");
    }

    private static IEnumerable<string> UsageParts(Command command)
    {
        if (command.Subcommands.Count > 0)
            return ["COMMAND", "..."];
        var options = OptionsOf(command).Where(o => o is not HelpOption).ToArray();
        return command.Arguments.Select(a => a.Arity.MinimumNumberOfValues > 0 ? a.Name : $"[{a.Name}]")
            .Concat(options.Where(o => o.Required).Select(Left))
            .Concat(options.Where(o => !o.Required).Select(o => $"[{Left(o)}]"));
    }

    private static IEnumerable<(string Title, List<(string Left, string Right)> Rows)> Rows(Command command)
    {
        yield return ("Commands", [.. command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? ""))]);
        yield return ("Arguments", [.. command.Arguments.Select(a => (a.Name, a.Description ?? ""))]);
        yield return ("Options", [.. OptionsOf(command).Select(o => (Left(o), Right(o)))]);
    }

    /// <summary>The command's own options, those that must be given first; the help option last.</summary>
    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(Ancestry).SelectMany(c => c.Options.Where(o => o.Recursive)))
            .Where(o => !o.Hidden)
            .OrderBy(o => o is HelpOption ? 2 : o.Required ? 0 : 1);

    private static IEnumerable<Command> Ancestry(Command command) =>
        command.Parents.OfType<Command>().SelectMany(Ancestry).Append(command);

    private static string Left(Option option) => option.Arity.MaximumNumberOfValues == 0 || option is HelpOption or VersionOption
        ? option.Name
        : $"{option.Name} {option.HelpName ?? "VALUE"}";

    private static string Right(Option option)
    {
        var values = option is HelpOption or VersionOption || option.Arity.MaximumNumberOfValues == 0
            ? []
            : option.GetCompletions(CompletionContext.Empty).Select(c => c.Label).ToArray();
        var allowed = values.Length > 0 ? $": {string.Join(", ", values)}" : "";
        var fallback = option.HasDefaultValue && option.GetDefaultValue() is { } value and not false ? $" (default {value})" : "";
        return $"{option.Description}{allowed}{fallback}";
    }

    private static void WriteRow(TextWriter writer, string left, string right, int margin, int width)
    {
        var line = new StringBuilder(Indent).Append(left).Append(' ', margin - Indent.Length - left.Length);
        foreach (var word in right.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > margin && line.Length + 1 + word.Length > width)
            {
                writer.WriteLine(line);
                line.Clear().Append(' ', margin);
            }
            if (line.Length > margin)
                line.Append(' ');
            line.Append(word);
        }
        writer.WriteLine(line.ToString().TrimEnd());
    }
}

/// <summary>Shows the help page of the command that was named.</summary>
internal sealed class HelpPageAction(Shell shell) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        HelpPage.Write(parseResult.CommandResult.Command, shell.Out, shell.OutWidth ?? 80);
        return ExitCode.Done;
    }
}
