using System.Text.Json;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http.Mlflow;

/// <summary>Reads a scoring request as MLflow's server takes it. Members and params that it does not know are let through, as there.</summary>
internal static class InvocationsReader
{
    private static readonly string[] Fields = ["dataframe_records", "dataframe_split", "inputs", "instances"];

    /// <exception cref="ProblemException">It is not valid.</exception>
    public static InvocationsRequest Read(JsonElement body, HttpLimitsOptions limits, string defaultModel)
    {
        var field = Field(body);
        var texts = new RowTexts(field, limits);
        var value = body.GetProperty(field);
        if (field == "dataframe_split")
            ReadSplit(value, texts);
        else if (field == "inputs" && value.ValueKind == JsonValueKind.Object)
            ReadColumn(value, texts);
        else if (field == "inputs" && value.ValueKind == JsonValueKind.String)
            texts.AddCell(value);
        else
            texts.AddRows(value);
        return Build(body, texts.Checked(), defaultModel);
    }

    private static string Field(JsonElement body)
    {
        var given = Fields.Where(f => body.TryGetProperty(f, out _)).ToArray();
        return given.Length == 1
            ? given[0]
            : throw JsonBody.Invalid($"The body has {(given.Length == 0 ? "none" : string.Join(" and ", given))} of {string.Join(", ", Fields)}; it must have exactly one.");
    }

    /// <summary>As <c>DataFrame.to_dict(orient="split")</c> gives it; the index means nothing here.</summary>
    private static void ReadSplit(JsonElement frame, RowTexts texts)
    {
        JsonBody.Require(frame, JsonValueKind.Object, "dataframe_split");
        if (!frame.TryGetProperty("data", out var data))
            throw JsonBody.Invalid("'dataframe_split' has no 'data'.");
        var column = 0;
        if (frame.TryGetProperty("columns", out var columns))
        {
            JsonBody.Require(columns, JsonValueKind.Array, "columns");
            column = TextColumn.Of([.. columns.EnumerateArray().Select(static (c, i) => JsonBody.String(c, $"columns[{i}]"))]);
            texts.Width = columns.GetArrayLength();
        }

        texts.Column = column;
        texts.AddRows(data);
    }

    /// <summary>Columns by name, each with all its values.</summary>
    private static void ReadColumn(JsonElement columns, RowTexts texts)
    {
        var values = TextColumn.Of(columns);
        if (values.ValueKind == JsonValueKind.Array)
            texts.AddRows(values);
        else
            texts.AddCell(values);
    }

    private static InvocationsRequest Build(JsonElement body, IReadOnlyList<string> texts, string defaultModel)
    {
        if (!body.TryGetProperty("params", out var parameters) || parameters.ValueKind == JsonValueKind.Null)
            return new(texts, RequestedModel.Of(defaultModel, version: null, alias: null), TopK: null);
        JsonBody.Require(parameters, JsonValueKind.Object, "params");
        var model = RequestedModel.Of(
            JsonBody.OptionalString(parameters, "model") ?? defaultModel, JsonBody.OptionalPositive(parameters, "version"), JsonBody.OptionalString(parameters, "alias"));
        return new(texts, model, JsonBody.OptionalPositive(parameters, "top_k"));
    }
}
