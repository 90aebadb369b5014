using System.Globalization;
using System.Text.Json;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Serving;

namespace FunctionsMaaS.Http.OpenInference;

/// <summary>Writes classifications as the tensors of the Open Inference Protocol, flat in row-major order.</summary>
internal sealed class InferAnswerWriter(Utf8JsonWriter json, InferRequest request, ClassificationAnswer answer)
{
    /// <summary>The classes in ordinal order, which is the order of the columns; empty when no output needs them.</summary>
    private readonly string[] _labels = request.Top is null ? [.. answer.Results[0].Scores.Select(s => s.Label).Order(StringComparer.Ordinal)] : [];

    private int Texts => answer.Results.Count;

    public void Write()
    {
        json.WriteStartObject();
        json.WriteString("model_name", answer.Model);
        json.WriteString("model_version", answer.Version.ToString(CultureInfo.InvariantCulture));
        if (request.Id is not null)
            json.WriteString("id", request.Id);
        json.WriteStartArray("outputs");
        foreach (var output in request.Outputs)
            Write(output);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(RequestedOutput output)
    {
        switch (output)
        {
            case { Name: InferOutput.Label }:
                WriteStrings(output.Name, [Texts], answer.Results.Select(r => r.Label));
                break;
            case { Name: InferOutput.Score }:
                WriteNumbers(output.Name, [Texts], answer.Results.Select(r => r.Score));
                break;
            case { Name: InferOutput.Probabilities, Classification: { } top }:
                WriteStrings(output.Name, [Texts, Math.Min(top, _labels.Length)], answer.Results.SelectMany(r => r.Scores.Take(top)).Select(Classified));
                break;
            case { Name: InferOutput.Probabilities }:
                WriteNumbers(output.Name, [Texts, _labels.Length], answer.Results.SelectMany(Columns));
                break;
            case { Name: InferOutput.Labels }:
                WriteStrings(output.Name, [_labels.Length], _labels);
                break;
            default:
                WriteStrings(output.Name, [Texts], answer.Results.Select(Explanation));
                break;
        }
    }

    /// <summary>As Triton's classification extension writes it: the score, the column, the class.</summary>
    private string Classified(LabelScore score) =>
        string.Create(CultureInfo.InvariantCulture, $"{score.Score}:{Array.BinarySearch(_labels, score.Label, StringComparer.Ordinal)}:{score.Label}");

    private float[] Columns(Classification result)
    {
        var columns = new float[_labels.Length];
        foreach (var score in result.Scores)
            columns[Array.BinarySearch(_labels, score.Label, StringComparer.Ordinal)] = score.Score;
        return columns;
    }

    private string Explanation(Classification result, int index) =>
        JsonSerializer.Serialize(ExplanationAnswer.Of(result.Explanation, request.Texts[index]), HttpJson.Relaxed.ExplanationAnswer);

    private void WriteStrings(string name, ReadOnlySpan<int> shape, IEnumerable<string> values)
    {
        WriteStart(name, "BYTES", shape);
        foreach (var value in values)
            json.WriteStringValue(value);
        WriteEnd();
    }

    private void WriteNumbers(string name, ReadOnlySpan<int> shape, IEnumerable<float> values)
    {
        WriteStart(name, "FP32", shape);
        foreach (var value in values)
            json.WriteNumberValue(value);
        WriteEnd();
    }

    private void WriteStart(string name, string datatype, ReadOnlySpan<int> shape)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("datatype", datatype);
        json.WriteStartArray("shape");
        foreach (var dimension in shape)
            json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data");
    }

    private void WriteEnd()
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
