using FunctionsMaaS.Data;

namespace FunctionsMaaS.Bench.SideBySide.Contenders;

/// <summary>A way to classify: learns from texts into a file, and answers from that file.</summary>
internal interface IContender
{
    /// <summary>Learns and writes the model.</summary>
    void Fit(LabeledText[] train, string model);

    /// <summary>Opens the model, ready to answer.</summary>
    ILoadedContender Load(string model);
}

/// <summary>An opened model.</summary>
internal interface ILoadedContender : IDisposable
{
    /// <summary>The label of one text.</summary>
    string PredictOne(string text);

    /// <summary>The labels of many, in the fastest way there is.</summary>
    string[] PredictAll(string[] texts);

    /// <summary>The same on one thread, where there is a choice.</summary>
    string[] PredictAllOnOneThread(string[] texts);
}
