using System.Text.Json;
using FunctionsMaaS.Evaluation;
using Xunit;

namespace FunctionsMaaS.Tests.Evaluation;

public sealed class EvaluationJsonTests
{
    private static readonly EvaluationReport Report = ClassificationMetrics.Compute(["ham", "spam"], [0, 1], [0.75f, 0.25f, 0.5f, 0.5f]);

    [Fact]
    public void A_report_has_the_names_the_command_line_promises()
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(Report, EvaluationJson.Default.EvaluationReport));
        var root = json.RootElement;
        Assert.Equal(2, root.GetProperty("documents").GetInt32());
        Assert.Equal(0.5, root.GetProperty("accuracy").GetDouble());
        Assert.Equal(1.0 / 3, root.GetProperty("macroF1").GetDouble(), 1e-12);
        Assert.Equal(-(Math.Log(0.75) + Math.Log(0.5)) / 2, root.GetProperty("logLoss").GetDouble(), 1e-7);
        Assert.Equal(0.375, root.GetProperty("ece").GetDouble(), 1e-7);
        Assert.Equal(["ham", "spam"], root.GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal("""{"label":"ham","precision":0.5,"recall":1,"f1":0.6666666666666666,"support":1}""", Compact(root.GetProperty("perClass")[0]));
        Assert.Equal("[[1,0],[1,0]]", Compact(root.GetProperty("confusion")));
    }

    [Fact]
    public void A_report_survives_the_way_there_and_back()
    {
        var json = JsonSerializer.Serialize(Report, EvaluationJson.Default.EvaluationReport);
        Assert.Equivalent(Report, JsonSerializer.Deserialize(json, EvaluationJson.Default.EvaluationReport), strict: true);
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
