using System.IO.Compression;
using System.Text.Json;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

public sealed class EvaluateVerbTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_test_part_is_measured_where_there_is_one_and_that_is_said()
    {
        var run = await _cli.RunAsync("evaluate", "--model", model.Path, "--data", model.Data, "--json");
        Assert.Equal(12, run.Json().GetProperty("documents").GetInt32());
        Assert.Contains("measured on the test part, 12 texts", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Ten posts on space, two of them filed under hockey: every figure can be worked out by hand.</summary>
    [Fact]
    public async Task The_figures_are_those_worked_out_by_hand()
    {
        var report = (await _cli.RunAsync("evaluate", "--model", model.Path, "--data", Misfiled(), "--json")).Json();
        Assert.Equal(10, report.GetProperty("documents").GetInt32());
        Assert.Equal(0.8, report.GetProperty("accuracy").GetDouble(), 12);
        Assert.Equal(8.0 / 9 / 3, report.GetProperty("macroF1").GetDouble(), 12);
        Assert.InRange(report.GetProperty("logLoss").GetDouble(), 0, 16);
        Assert.InRange(report.GetProperty("ece").GetDouble(), 0, 1);
        Assert.Equal(SmallNews.Labels, report.GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal("[[0,0,0],[0,0,2],[0,0,8]]", JsonSerializer.Serialize(report.GetProperty("confusion")));
        var space = report.GetProperty("perClass")[2];
        Assert.Equal(SmallNews.Space, space.GetProperty("label").GetString());
        Assert.Equal(0.8, space.GetProperty("precision").GetDouble(), 12);
        Assert.Equal(1.0, space.GetProperty("recall").GetDouble(), 12);
        Assert.Equal(8.0 / 9, space.GetProperty("f1").GetDouble(), 12);
        Assert.Equal(8, space.GetProperty("support").GetInt32());
    }

    [Fact]
    public async Task The_table_shows_the_whole_the_classes_and_what_is_confused()
    {
        var run = (await _cli.RunAsync("evaluate", "--model", model.Path, "--data", Misfiled())).Done();
        Assert.Contains(run.OutLines, l => Cells(l) is ["texts", "10"]);
        Assert.Contains(run.OutLines, l => Cells(l) is ["accuracy", "0.8000"]);
        Assert.Contains(run.OutLines, l => Cells(l) is ["sci.space", "0.8000", "1.0000", "0.8889", "8"]);
        Assert.Contains(run.OutLines, l => Cells(l) is ["rec.sport.hockey", "sci.space", "2"]);
    }

    [Fact]
    public async Task Groups_by_a_field_are_measured_in_every_form_of_the_report()
    {
        var data = _cli.Write("langs.csv", $"label,lang,text\nsci.space,<b>&amp;,{SmallNews.Text(SmallNews.Space, 1)}\nsci.space,en,{SmallNews.Text(SmallNews.Space, 2)}\nrec.sport.hockey,en,{SmallNews.Text(SmallNews.Space, 3)}\n");
        string[] args = ["evaluate", "--model", model.Path, "--data", data, "--slice", "lang"];
        var slice = (await _cli.RunAsync([.. args, "--json", "--report", _cli.PathOf("page.html")])).Json().GetProperty("slices")[0];
        Assert.Equal("lang", slice.GetProperty("field").GetString());
        Assert.Equal([0.5, 1], slice.GetProperty("values").EnumerateArray().Select(v => v.GetProperty("accuracy").GetDouble()));

        var page = await File.ReadAllTextAsync(_cli.PathOf("page.html"), TestContext.Current.CancellationToken);
        Assert.Contains("<h2>By lang</h2>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;&amp;amp;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains((await _cli.RunAsync(args)).Done().OutLines, l => Cells(l) is ["en", "0.5000", _, "2"]);

        var missing = await _cli.RunAsync("evaluate", "--model", model.Path, "--data", data, "--slice", "language");
        Assert.Equal(1, missing.ExitCode);
        Assert.EndsWith("No text of 'langs.csv' has the field 'language': there are 'lang'.", missing.ErrorLines[^1], StringComparison.Ordinal);
        (await _cli.RunAsync("evaluate", "--model", model.Path, "--data", data, "--slice", "text")).Misused("evaluate");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(null)]
    public async Task The_table_fits_into_80_columns(int? width)
    {
        _cli.Width = width;
        var run = (await _cli.RunAsync("evaluate", "--model", model.Path, "--data", model.Data)).Done();
        Assert.All(run.OutLines, l => Assert.InRange(Terminal.Plain(l).TrimEnd().Length, 0, 80));
    }

    [Fact]
    public async Task The_report_is_one_page_without_anything_from_elsewhere()
    {
        var page = _cli.PathOf("report.html");
        (await _cli.RunAsync("evaluate", "--model", model.Path, "--data", Misfiled(), "--report", page)).Done();
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>Accuracy</dt><dd>0.8000</dd>", html, StringComparison.Ordinal);
        Assert.Contains("rec.sport.hockey taken for sci.space: 2 of 2", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("https?:|src=|<script|@import|url\\(", html);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_found_before_the_work() =>
        (await _cli.RunAsync("evaluate", "--model", model.Path, "--data", model.Data, "--json", "--report", _cli.PathOf("no", "r.html"))).Failed("r.html", "there is no folder");

    [Fact]
    public async Task Labels_that_the_model_does_not_know_are_named()
    {
        var data = SmallNews.WriteLines(_cli.PathOf("other.jsonl"), [("sci.med", "fever"), (SmallNews.Space, "orbit")]);
        (await _cli.RunAsync("evaluate", "--model", model.Path, "--data", data, "--json")).Failed("'sci.med'", "'sci.space'");
    }

    [Fact]
    public async Task A_missing_package_is_named() =>
        (await _cli.RunAsync("evaluate", "--model", _cli.PathOf("no.maas"), "--data", model.Data, "--json")).Failed("There is no model package", "no.maas");

    [Fact]
    public async Task A_path_that_climbs_is_a_file_that_is_not_there() =>
        (await _cli.RunAsync("evaluate", "--model", "../x", "--data", model.Data)).Failed("'../x'");

    [Fact]
    public async Task What_is_neither_a_file_nor_a_name_is_refused_as_usage() =>
        (await _cli.RunAsync("evaluate", "--model", "News!", "--data", model.Data)).Misused("evaluate", "'News!' is not a model name", "a-z");

    [Fact]
    public async Task A_truncated_package_is_refused()
    {
        var path = _cli.Copy(model.Path);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
        (await _cli.RunAsync("evaluate", "--model", path, "--data", model.Data)).Failed("small.maas' is not a model package", "truncated");
    }

    [Fact]
    public async Task An_altered_package_is_refused()
    {
        var path = _cli.Copy(model.Path);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        (await _cli.RunAsync("evaluate", "--model", path, "--data", model.Data)).Failed("small.maas");
    }

    [Fact]
    public async Task A_package_of_a_newer_format_is_refused()
    {
        var path = _cli.Copy(model.Path);
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            var entry = zip.GetEntry("manifest.json")!;
            string json;
            using (var reader = new StreamReader(entry.Open()))
                json = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("manifest.json").Open());
            await writer.WriteAsync(json.Replace("\"formatVersion\": 1", "\"formatVersion\": 2", StringComparison.Ordinal));
        }
        (await _cli.RunAsync("evaluate", "--model", path, "--data", model.Data)).Failed("format version 2", "reads up to 1");
    }

    private string Misfiled() => SmallNews.WriteLines(
        _cli.PathOf("misfiled.jsonl"), Enumerable.Range(0, 10).Select(n => (n < 2 ? SmallNews.Hockey : SmallNews.Space, SmallNews.Text(SmallNews.Space, n))));

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
