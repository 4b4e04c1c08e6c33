# sentences and lists of words
"""Abstracts in the other languages that PubMed shows: label, words before the species' name, words after it."""

FOREIGN = {
    "zho": (
        ("目的", "探讨夜间人工光照对", "发光过程的影响。"),
        ("方法", "于 2019 年 3 月至 2021 年 9 月在哈瓦德湾采集 ", " 样本 216 份，采用延时光度法测定。"),
        ("结果", "与对照组相比，", "的发光强度下降 42%（P<0.01）。"),
        ("结论", "夜间光照抑制", "的发光，应限制渡轮夜航。"),
    ),
    "fra": (
        (None, "Les auteurs décrivent l'effet de la lumière artificielle sur ", (", une espèce des eaux froides qui brille pendant "
         "les nuits d'hiver. Les colonies ont été suivies pendant trois ans dans neuf baies, avec une photographie par nuit. Dans "
         "les baies éclairées, la lumière des colonies est plus faible d'un tiers, et cette différence est visible dès le dixième "
         "jour. Les lampes ont ensuite été éteintes par le bureau du port ; la lumière est revenue en dix-huit jours. Ces "
         "résultats sont en accord avec ceux qui ont été obtenus au laboratoire.")),
    ),
    "spa": (
        ("Objetivo", "Evaluar si la luz artificial de los puertos modifica la emisión de luz de ", (" en las bahías tranquilas, y "
         "si el efecto de los faroles es mayor para las colonias que viven cerca de la orilla o para las que están más lejos.")),
        ("Métodos", "Se siguieron doscientas colonias de ", (" durante tres años en nueve bahías; la luz fue medida cada noche con "
         "una cámara, y los faroles de tres bahías, elegidas por sorteo, fueron apagados en enero por la oficina del puerto.")),
        ("Conclusiones", "La emisión de ", (" fue menor en las bahías con faroles, pero el efecto no es para siempre: se recomienda "
         "apagar los faroles de los puertos en enero, cuando las noches son más largas y los barcos no salen.")),
    ),
    "por": (
        (None, "Descreve-se o efeito da salinidade crescente sobre ", (" nas ilhas do vento. Foram seguidas duzentas colônias em "
         "nove baías por três anos, e os dados foram lidos por uma pessoa que não sabia de onde eles vinham. A dormência começou "
         "mais cedo nas baías com mais sal e durou mais luas do que o esperado; não houve diferença entre as colônias das baías "
         "abertas e as dos canais. Os autores recomendam que a água doce dos rios não seja desviada no verão, quando são poucas "
         "as chuvas e ela é mais necessária.")),
    ),
}  # fmt: skip
LANGUAGE_NAMES = {"eng": "English", "zho": "Chinese", "fra": "French", "spa": "Spanish", "por": "Portuguese"}
