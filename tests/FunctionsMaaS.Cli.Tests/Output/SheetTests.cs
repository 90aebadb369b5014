using FunctionsMaaS.Cli.Output;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Output;

public sealed class SheetTests
{
    [Fact]
    public void In_a_pipe_a_row_is_one_line_however_long_and_without_escapes()
    {
        var name = new string('n', 300);
        Assert.Equal($"name{new string(' ', 298)}count\n{name}      7\n", Write(width: null, name));
    }

    [Fact]
    public void On_a_terminal_a_long_name_is_folded_into_the_width() =>
        Assert.All(Write(width: 40, new string('n', 300)).Split('\n'), l => Assert.InRange(Tests.Terminal.Plain(l).Length, 0, 40));

    [Fact]
    public void Markup_and_controls_in_a_name_have_no_effect() =>
        Assert.Contains("[red]x[/]\uFFFD[2J", Write(width: 80, "[red]x[/]\u001b[2J"), StringComparison.Ordinal);

    private static string Write(int? width, string name)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var shell = new Shell
        {
            In = Stream.Null,
            Out = output,
            Error = TextWriter.Null,
            Environment = new Dictionary<string, string> { ["NO_COLOR"] = "1" },
            OutWidth = width,
        };
        var sheet = new Sheet(shell, "name", ">count");
        sheet.Add(name, "7");
        sheet.Write();
        return output.ToString();
    }
}
