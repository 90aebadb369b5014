using FunctionsMaaS.Registry;
using FunctionsMaaS.Training;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Xunit;

namespace FunctionsMaaS.Tests.Architecture;

/// <summary>The core is a line of stages, each knowing only those to its left; read from the compiled code, so that no alias hides a step back.</summary>
public sealed class StageDirectionsTests
{
    private static readonly string[] Line =
        ["Data", "Text", "Training", "Explanation", "Evaluation", "Packaging", "Registry", "Serving", "Retraining", "Monitoring"];

    private static readonly Dictionary<string, HashSet<TypeReference>> Uses = Read();

    public static TheoryData<string> Stages => [.. Line];

    [Fact]
    public void Every_folder_of_the_core_is_a_stage() => Assert.Subset(Line.ToHashSet(), Uses.Keys.ToHashSet());

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_stage_knows_only_those_to_its_left(string stage)
    {
        var later = Line[(Array.IndexOf(Line, stage) + 1)..];
        Assert.DoesNotContain(Uses.GetValueOrDefault(stage, []), t => later.Contains(StageOf(t)));
    }

    [Fact]
    public void The_registry_never_trains() =>
        Assert.DoesNotContain(Uses["Registry"], t => t.Name == nameof(IRecipe));

    [Fact]
    public void Serving_never_writes()
    {
        string[] writes =
        [
            nameof(ModelRegistry.PublishAsync), nameof(ModelRegistry.MoveAliasAsync), nameof(ModelRegistry.RollBackAsync), nameof(ModelRegistry.RecordVerdictAsync),
            nameof(ModelRegistry.StartRolloutAsync), nameof(ModelRegistry.FinishRolloutAsync), nameof(ModelRegistry.AbortRolloutAsync),
            nameof(ModelRegistry.DeleteAsync), nameof(ModelRegistry.AnnotateAsync), nameof(ModelRegistry.ArchiveAsync),
            nameof(IObjectStore.WriteAsync), nameof(IObjectStore.DeleteAsync),
        ];
        using var module = ModuleDefinition.ReadModule(typeof(ModelRegistry).Assembly.Location);
        var calls = module.GetAllTypes().Where(t => StageOf(t) == "Serving").SelectMany(t => t.Methods).Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions).Select(i => i.Operand).OfType<MethodReference>().Select(m => m.Name).ToList();
        Assert.NotEmpty(calls);
        Assert.DoesNotContain(calls, writes.Contains);
    }

    private static Dictionary<string, HashSet<TypeReference>> Read()
    {
        var module = ModuleDefinition.ReadModule(typeof(ModelRegistry).Assembly.Location);
        return module.GetAllTypes().Where(t => StageOf(t) != "")
            .GroupBy(StageOf)
            .ToDictionary(g => g.Key, g => g.SelectMany(References).SelectMany(Parts).ToHashSet());
    }

    private static IEnumerable<TypeReference> References(TypeDefinition type)
    {
        IEnumerable<TypeReference?> all =
        [
            type.BaseType,
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.Fields.Select(f => f.FieldType),
            .. type.Methods.SelectMany(m => m.Parameters.Select(p => p.ParameterType).Append(m.ReturnType)),
            .. type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Variables.Select(v => v.VariableType)),
            .. type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).SelectMany(Operands),
        ];
        return all.OfType<TypeReference>();
    }

    private static IEnumerable<TypeReference?> Operands(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    /// <summary>The folder of a type of the core; empty for the root and for types from elsewhere.</summary>
    private static string StageOf(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        var parts = type.Namespace.Split('.');
        return parts is ["FunctionsMaaS", var stage, ..] ? stage : "";
    }
}
